import { accounts } from '@parley/contract/routes/accounts'
import { audit } from '@parley/contract/routes/audit'
import { staffDeals } from '@parley/contract/routes/deals'
import { delivery } from '@parley/contract/routes/delivery'
import { staffDuties } from '@parley/contract/routes/duties'
import { partnerEvidence } from '@parley/contract/routes/evidence'
import { describe, expect, it } from 'vitest'
import { dutiesIn, type noBackup } from '../../../../test/support/duties.ts'
import { aDeal } from '../../../../test/support/factories.ts'
import { Importer } from '../../../../test/support/imports.ts'
import { partners } from '../../../../test/support/program.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const manager = w.as('manager')
const form = {
  ...{ name: 'Juniper Foundry', domain: 'juniper-foundry.com', country: 'US', city: null, taxId: null },
  ...{ designation: 'open' as const, parentId: null, relation: null },
}
/** What was recorded since, oldest first, without sign-ins. */
const since = async (last: string | undefined) => {
  const { items } = await w.as('operator').does(audit.events, { query: { limit: 100 } })
  const end = items.findIndex(({ id }) => id === last)
  return items
    .slice(0, end < 0 ? items.length : end)
    .filter(({ action }) => action !== 'session.started')
    .toReversed()
}
const recorded = async (act: () => Promise<unknown>) => {
  const { items } = await w.as('operator').does(audit.events, { query: { limit: 1 } })
  w.travelTo(new Date(w.now().getTime() + 60_000).toISOString())
  await act()
  return since(items[0]?.id)
}
/** Who did what to what, with the details as "title: value". */
const told = async (act: () => Promise<unknown>) =>
  (await recorded(act)).map(({ who, words, subject, details }) =>
    [who, words, subject?.name ?? subject?.kind, ...details.map(({ title, value }) => `${title}: ${value}`)].join(
      ' | ',
    ),
  )

describe('on record with who, what and to what is', () => {
  it('a change of what an account is known by, and what it says of itself', async () => {
    const { summary } = await manager.does(accounts.createAccount, { body: form })
    const params = { id: summary.id }
    const opened = () => manager.does(accounts.getAccount, { params })
    const parent = await w.has.account({ name: 'Juniper Holding' })
    const edits = async (more: object) =>
      manager.does(accounts.editAccount, { params, body: { ...form, ...more }, ifMatch: (await opened()).version })
    const acts = await told(async () => {
      const minute = () => w.travelTo(new Date(w.now().getTime() + 60_000).toISOString())
      await manager.does(accounts.createAccount, {
        body: { ...form, name: 'Quillfeather', domain: 'quillfeather.com' },
      })
      minute()
      await edits({ taxId: 'DE 811 907 980', country: 'DE', parentId: parent, relation: 'branch' })
      minute()
      await edits({ taxId: null, country: 'DE', parentId: parent, relation: 'branch' })
      minute()
      await manager.does(accounts.addAlias, { params, body: { name: 'JF Works', kind: 'short', source: 'Letterhead' } })
      minute()
      await manager.does(accounts.addDomain, { params, body: { domain: 'jf-works.com', source: 'Letterhead' } })
      minute()
      const { aliases, domains } = await opened()
      await manager.does(accounts.removeAlias, { params: { ...params, aliasId: aliases[0]!.id } })
      minute()
      await manager.does(accounts.removeDomain, { params: { ...params, domainId: domains[0]!.id } })
    })
    expect(acts).toEqual([
      'Mina Castell | added an account | Quillfeather',
      'Mina Castell | changed an account | Juniper Foundry | Country: Germany | Belongs to: Juniper Holding | As its: Branch | Tax id: DE 811 907 980',
      'Mina Castell | changed an account | Juniper Foundry | Tax id: none',
      'Mina Castell | added a name of an account | Juniper Foundry | Name: JF Works | What: Short name',
      'Mina Castell | added a domain of an account | Juniper Foundry | Domain: jf-works.com',
      'Mina Castell | took a name from an account | Juniper Foundry | Name: JF Works',
      'Mina Castell | took a domain from an account | Juniper Foundry | Domain: jf-works.com',
    ])
    expect(await told(async () => edits({ country: 'DE', parentId: parent, relation: 'branch' }))).toEqual([])
  })

  it('that two accounts are different, and that it was taken back', async () => {
    const one = await w.has.account({ name: 'Alabaster Mills' })
    const other = await w.has.account({ name: 'Alabaster Milling' })
    const reason = 'Two owners, two registers.'
    expect(await told(() => manager.does(accounts.sayDifferent, { body: { one, other, reason } }))).toEqual([
      `Mina Castell | said that two accounts are different | Alabaster Mills | The other account: Alabaster Milling | Reason: ${reason}`,
    ])
    const forgets = () => manager.does(accounts.forgetDifference, { params: { one, other } })
    expect(await told(forgets)).toEqual([
      'Mina Castell | took back that two accounts are different | Alabaster Mills | The other account: Alabaster Milling',
    ])
  })

  it('evidence that a partner attached and withdrew, once each, as its own', async () => {
    const { id, reference } = (await w.as('alder').registers(aDeal({ account: { name: 'Tamarind Freight' } }))).summary
    const base64 = Buffer.from('%PDF-1.7\ntrailer\n%%EOF\n').toString('base64')
    const body = { name: 'Minutes.pdf', about: '', base64, shows: 'demo' as const, shownOn: '2026-11-02' }
    const attaches = () => w.as('alder').does(partnerEvidence.attach, { params: { id }, body })
    const events = await recorded(async () => {
      const file = await attaches()
      await attaches()
      w.travelTo(new Date(w.now().getTime() + 60_000).toISOString())
      const withdraws = () => w.as('alder').does(partnerEvidence.withdraw, { params: { id: file.id } })
      await withdraws()
      await withdraws()
    })
    expect(events).toMatchObject([
      {
        ...{ who: 'Ada Linden', words: 'attached a file', partnerName: 'Alder Ridge Systems' },
        subject: { kind: 'registration', name: `Tamarind Freight, ${reference}` },
        details: [
          { title: 'File', value: 'Minutes.pdf' },
          { title: 'Shows', value: 'A demonstration' },
          { title: 'Of the day', value: 'Nov 2, 2026' },
        ],
      },
      { words: 'withdrew a file', partnerName: 'Alder Ridge Systems', subject: { name: 'Minutes.pdf' } },
    ])
  })

  it('a registration that was closed as won', async () => {
    const { id, reference } = (await w.as('alder').registers(aDeal({ account: { name: 'Oxbow Lines' } }))).summary
    const events = await recorded(() => manager.closes(id, 'won'))
    expect(events).toMatchObject([
      {
        ...{ who: 'Mina Castell', words: 'closed a registration', partnerName: 'Alder Ridge Systems' },
        subject: { name: `Oxbow Lines, ${reference}` },
        details: [{ title: 'Result', value: 'Won' }],
      },
    ])
  })

  it('an import that was let run and one that was stopped', async () => {
    const importer = new Importer(w)
    const [first, second] = [
      await importer.uploads('Name\nPollard Tannery'),
      await importer.uploads('Name\nSorrel Inn'),
    ]
    expect(await told(() => importer.starts(first.id))).toEqual([
      'Mina Castell | let an import of accounts run | accounts.csv | Rows: 1',
    ])
    expect(await told(() => importer.stops(second.id))).toEqual([
      'Mina Castell | stopped an import of accounts | accounts.csv',
    ])
    expect(await told(() => importer.stops(second.id))).toEqual([])
  })

  it('an e-mail and a message that an operator put in line again, without what they say', async () => {
    const [email, message] = [w.env.newId(), w.env.newId()]
    await w.sql(
      `INSERT INTO parley.email (id, once, address, kind, subject, lines, created_at, next_attempt_at)
       VALUES ($1, 'once', 'ada@alder.example', 'partner.answer', 'Oxbow Lines is yours', '{Hello}', $2, $2)`,
      [email, w.now()],
    )
    await w.sql(
      `UPDATE parley.outbox SET event_id = $1, dispatched_at = NULL, set_aside_at = $2
      WHERE id = (SELECT max(id) FROM parley.outbox WHERE topic = 'registration.closed')`,
      [message, w.now()],
    )
    const operator = w.as('operator')
    expect(await told(() => operator.does(delivery.retryEmail, { params: { id: email } }))).toEqual([
      'Omar Said | put an e-mail in line again | e-mail',
    ])
    expect(await told(() => operator.does(delivery.retryMessage, { params: { id: message } }))).toEqual([
      'Omar Said | had something told again | A registration was closed',
    ])
  })
})

describe('what stands beside an act is told as a person reads it', () => {
  it('names for people, days as days, and no id', async () => {
    const { pia, quinn, rosa } = await dutiesIn(w)
    const body = { backupId: quinn.id, managerId: rosa.id, awayFrom: '2026-12-21', awayUntil: '2027-01-04' }
    const keeps = (seat: typeof body | typeof noBackup) =>
      manager.does(staffDuties.keepSeat, { params: { id: pia.id }, body: seat, ifMatch: 1 })
    expect(await told(() => keeps(body))).toEqual([
      'Mina Castell | said who stands in for a channel manager | Pia Holm | Away from: Dec 21, 2026 | Away until: Jan 4, 2027 | Backup: Quinn Duarte | Manager: Rosa Imhof',
    ])
    const answers = { ownerId: pia.id, calendar: 'vendor' }
    const { calendars } = await manager.does(staffDuties.whoAnswers, {})
    const calendar = calendars[0]!
    const names = () =>
      manager.does(staffDuties.keepAnswerer, {
        params: { id: partners.alder.id },
        ifMatch: 2,
        body: { ...answers, calendar: calendar.id },
      })
    expect(await told(names)).toEqual([
      `Mina Castell | said who answers for a partner | Alder Ridge Systems | Channel manager: Pia Holm | Calendar: ${calendar.title}`,
    ])
  })

  it('amounts in the deal’s currency, choices in the words of the screens, days without a time', async () => {
    const accountId = await w.has.account({ name: 'Harrow Observatory' })
    const body = { accountId, productFamilies: ['backup'], kind: 'new' as const, amountMinor: 5_300_000 }
    const deal = await manager.does(staffDeals.create, { body: { ...body, tender: 'none' } })
    const params = { id: deal.summary.id }
    const name = `Harrow Observatory, ${deal.summary.reference}`
    const edits = () =>
      manager.does(staffDeals.edit, {
        params,
        body: { amountMinor: 5_250_050, tender: 'planned', termMonths: 120 },
        ifMatch: deal.version,
      })
    expect(await told(edits)).toEqual([
      `Mina Castell | changed a deal | ${name} | Amount: $52,500.50 | Tender: Planned | Months: 120`,
    ])
    const claims = () =>
      manager.does(staffDeals.fileClaim, {
        params,
        body: { partnerId: partners.alder.id, role: 'renewed', note: 'It led the last one.' },
      })
    expect((await told(claims))[0]).toMatch(/claimed a share of a deal \| .*Role: Renewed, as the incumbent$/)
  })
})
