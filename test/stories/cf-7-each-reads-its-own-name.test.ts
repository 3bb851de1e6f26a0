import { settleDue } from '@parley/api/commissions/settle-due'
import { dispatch } from '@parley/api/outbox/dispatch'
import { accounts } from '@parley/contract/routes/accounts'
import { staffAttestations } from '@parley/contract/routes/attestations'
import { partnerClaims } from '@parley/contract/routes/deals'
import { partnerDesignations } from '@parley/contract/routes/designations'
import { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import { notifications } from '@parley/contract/routes/notifications'
import { partnerRenewals, staffRenewals } from '@parley/contract/routes/renewals'
import { partnerStatements } from '@parley/contract/routes/statements'
import { expect, it } from 'vitest'
import { tablesOfAll } from '../isolation/rows-of.ts'
import { commission } from '../support/commission.ts'
import { aDeal } from '../support/factories.ts'
import { letters } from '../support/letters.ts'
import { openWorld, type World } from '../support/open-world.ts'
import { partners } from '../support/program.ts'
import { readPdf } from '../support/read-pdf.ts'

/** What Brightwater typed when it registered: the account's record bears it until the vendor gives it another name. */
const rivals = { name: 'Zephyr Xylophones (Bea, 555 0199)', domain: 'zephyrxylophones.com' }
const own = { name: 'Zephyr Xylophones Inc', domain: 'zephyrxylophones.com' }
const ofAlder = partners.alder.id

type Way = { registered?: boolean; renamed?: string; domain?: boolean }

/** Brightwater came first; then the vendor does for Alder at that customer all that it can do for a partner. */
async function whatAlderReads(w: World, { registered = false, renamed, domain = true }: Way) {
  const [sales, l, alder, manager] = [commission(w), letters(w), w.as('alder'), w.as('manager')]
  const known = domain ? rivals : { name: rivals.name }
  const first = await w.as('brightwater').registers(aDeal({ account: known }))
  const registrationId = registered ? (await alder.registers(aDeal({ account: own }))).summary.id : undefined
  const accountId = await l.accountOf(first.summary.id)
  if (registrationId) expect(await l.accountOf(registrationId)).toBe(accountId)
  if (renamed) {
    const { version, ...seen } = await manager.does(accounts.getAccount, { params: { id: accountId } })
    const { domain: host, country, city, designation } = seen.summary
    const body = {
      name: renamed,
      domain: host,
      country,
      city,
      designation,
      taxId: null,
      parentId: null,
      relation: null,
    }
    await manager.does(accounts.editAccount, {
      params: { id: accountId },
      body: { ...body, forgetOldName: true } as never,
      ifMatch: version,
    })
  }

  // A sale that the vendor has entered, with a claim beside it that rests on Alder's own registration, where it has one.
  const sale = { accountId, productFamilies: ['analytics'], amountMinor: 20_000_000 }
  const { summary } = await sales.deal('', sale)
  await sales.claims(summary.id, 'alder', 'sourced')
  await sales.paper(summary.id, 'alder', { role: 'resale' })
  await sales.wins(summary.id)
  await sales.isPaid(summary.id, '2026-11-02')
  const other = await sales.deal('', { accountId, productFamilies: ['backup'] })
  await sales.claims(other.summary.id, 'alder', 'sourced', registrationId ? { registrationId } : {})
  // What is then asked of it as whoever made the sale, and told of a rival's letter; and a letter that names it.
  const asked = { company: accountId, accountId, verb: 'quote' as const, productFamily: 'analytics' }
  await w.as('sales').does(staffEngagements.ask, { body: asked })
  await l.brings('brightwater', rivals.name, {
    productFamilies: ['analytics'],
    company: domain ? rivals.domain : rivals.name,
  })
  await l.enters('alder', rivals.name, { accountId, productFamilies: ['network-security'] })
  const link = { accountId, partnerId: ofAlder, productFamilies: ['analytics'], days: 5 }
  await manager.does(staffAttestations.make, { body: link })
  const [contract] = (await manager.does(staffRenewals.list, { query: {} })).items
  const act = { kind: 'letter' as const, note: 'They will look around.', signerName: 'Dana Whitfield' }
  await manager.does(staffRenewals.note, { params: { id: contract!.id }, body: { ...act, happenedOn: '2026-11-02' } })
  for (let round = 0; round < 4; round++) await dispatch(w.env)
  w.travelTo('2026-12-04')
  await settleDue(w.env)
  w.travelTo('2027-01-04')
  await sales.closesUntil('2026-12')
  for (let round = 0; round < 4; round++) await dispatch(w.env)

  const statement = await sales.statement('alder', '2026-12')
  const at = { params: { id: statement.id } }
  const pdf = await w.app.request(`/api/v1/partner/statements/${statement.id}/pdf`, {
    headers: { cookie: await alder.cookie() },
  })
  const { placed, title } = await readPdf(new Uint8Array(await pdf.arrayBuffer()))
  const { items: letterList } = await alder.does(partnerDesignations.list, { query: {} })
  const names = {
    claims: (await alder.does(partnerClaims.list, { query: {} })).items.map(({ accountName }) => accountName),
    statement: statement.lines.map(({ accountName }) => accountName),
    letters: letterList.map(({ accountName }) => accountName),
    notices: (await l.isTold('alder')).map(({ accountName }) => accountName),
    renewals: (await alder.does(partnerRenewals.list, { query: {} })).items.map(({ accountName }) => accountName),
    questions: (await alder.does(partnerEngagements.list, { query: {} })).items.map(({ accountName }) => accountName),
  }
  const rows: unknown[] = []
  // What is written for or sent to it, whoever asks for it later; the audit trail is the staff's.
  for (const table of (await tablesOfAll(w)).filter((each) => each !== 'parley.audit_event'))
    rows.push(
      ...(await w.sql(
        `SELECT '${table}' AS table, j.row FROM ${table} t, LATERAL (SELECT to_jsonb(t) AS row) j
         WHERE j.row->>'partner_id' = $1 OR j.row->>'address' LIKE '%@alder.example' OR j.row->>'user_id' IN (SELECT id FROM auth."user" WHERE "partnerId" = $1::uuid)`,
        [ofAlder],
      )),
    )
  const read = [
    ...[...rows, names, title, placed.map(({ text }) => text).join('')],
    (await alder.sends(partnerStatements.csv, at)).text,
    ...(await alder.does(notifications.list, { query: {} })).items,
    ...(await w.as('alderAdmin').does(notifications.list, { query: {} })).items,
  ]
  const rivalsWords = read.map((each) => JSON.stringify(each)).filter((text) => /555 0199|Bea[,)]/.test(text))
  return { names: Object.values(names), rivalsWords }
}

const tried: [string, Way, string][] = [
  ['its own name, where it has registered the company itself', { registered: true }, own.name],
  ['the domain, where it is there by what the vendor entered alone', {}, rivals.domain],
  ['no name at all, where nobody but its rival has given one', { domain: false }, 'this customer'],
  ['the vendor’s name, once the vendor has given one', { renamed: 'Zephyr Xylophone Works' }, 'Zephyr Xylophone Works'],
]
for (const [reads, way, name] of tried)
  it(`CF-7: of a customer that a rival registered first a partner reads ${reads}, and never what the rival typed`, async () => {
    const w = await openWorld()
    try {
      const { names, rivalsWords } = await whatAlderReads(w, way)
      for (const each of names) expect([...new Set(each)]).toEqual([name])
      expect(rivalsWords).toEqual([])
    } finally {
      await w.close()
    }
  })
