import { dispatch } from '@parley/api/outbox/dispatch'
import { partnerClaims } from '@parley/contract/routes/deals'
import { notifications } from '@parley/contract/routes/notifications'
import { partnerStatements } from '@parley/contract/routes/statements'
import { beforeAll, describe, expect, it } from 'vitest'
import { claimOf, commission } from '../support/commission.ts'
import { aDeal } from '../support/factories.ts'
import { type PartnerName, partners } from '../support/program.ts'
import { readPdf } from '../support/read-pdf.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)

type Card = { facts: { fact: string; value: string }[]; headline: string }
type Own = {
  id: string
  decision: Card
  paper: { paper: string | null; earns: string | null }
  bookings: { decision: Card | null }[]
}
const own = async (who: PartnerName, id: string) =>
  (await w.as(who).sends(partnerClaims.get, { params: { id } })) as { text: string; json: Own }
const factsOf = ({ facts }: Card) => Object.fromEntries(facts.map(({ fact, value }) => [fact, value]))

async function bytesOf(who: PartnerName, path: string): Promise<Uint8Array> {
  const headers = { cookie: await w.as(who).cookie() }
  const answer = await w.app.request(`/api/v1/partner/${path}`, { headers })
  expect(answer.status).toBe(200)
  return new Uint8Array(await answer.arrayBuffer())
}

/** Everything that somebody can read of what it earns, files included. */
async function readsAll(who: PartnerName): Promise<string> {
  await dispatch(w.env)
  const someone = w.as(who)
  const texts: string[] = []
  const ids = async (route: typeof partnerClaims.list | typeof partnerStatements.list) => {
    const { text, json } = await someone.sends(route, { query: {} })
    texts.push(text)
    return (json as { items: { id: string }[] }).items.map(({ id }) => id)
  }
  for (const id of await ids(partnerClaims.list)) texts.push((await own(who, id)).text)
  for (const id of await ids(partnerStatements.list)) {
    texts.push((await someone.sends(partnerStatements.get, { params: { id } })).text)
    texts.push(new TextDecoder().decode(await bytesOf(who, `statements/${id}/file`)))
    const { placed } = await readPdf(await bytesOf(who, `statements/${id}/pdf`))
    texts.push(placed.map(({ text }) => text).join(' '))
  }
  texts.push((await someone.sends(partnerClaims.earnings, {})).text)
  texts.push((await someone.sends(notifications.list, { query: {} })).text)
  const [mail] = await w.sql<{ said: string }>(
    `SELECT coalesce(string_agg(subject || lines::text, ' '), '') AS said FROM parley.email WHERE address LIKE $1`,
    [`%@${who}.example`],
  )
  return [...texts, mail!.said].join('\n')
}

/** The whole amount as it's written anywhere, and what the default policy works out from it. */
const whole = /1,234,567|123456700|209,876|20987639/

describe('CF-7: who is paid by a part of a deal reads that part, and nothing of what others have of it', () => {
  let dealId = ''
  let part = ''
  let all = ''
  beforeAll(async () => {
    const { summary } = await sales.deal('Heron Shipping', { amountMinor: 123_456_700, tender: 'planned' })
    dealId = summary.id
    await sales.claims(dealId, 'brightwater', 'resold')
    await sales.claims(dealId, 'alder', 'implemented', { baseMinor: 1_000_000, workAccepted: true })
    await sales.paper(dealId, 'brightwater', { role: 'resale', wantsPaper: 'partner' })
    const deal = await sales.wins(dealId, { closedBy: 'partner', closerPartnerId: partners.brightwater.id })
    expect(deal.paper?.paper).toBe('partner')
    part = claimOf(deal, 'alder').id
    all = claimOf(deal, 'brightwater').id
  })

  it('not the amount of the deal and what follows from it, while it waits', async () => {
    const { text, json } = await own('alder', part)
    expect(text).not.toMatch(whole)
    const facts = factsOf(json.decision)
    expect(facts).toMatchObject({ 'claim.baseMinor': '$10,000', 'claim.orderThroughYou': 'no' })
    for (const fact of ['deal.netAmountMinor', 'derived.teamingTotal']) expect(facts).not.toHaveProperty([fact])
  })

  it('not that another sells on its own contract', async () => {
    const { json } = await own('alder', part)
    expect(factsOf(json.decision)).not.toHaveProperty(['deal.paper'])
    expect(json.paper).toMatchObject({ paper: null, earns: 'commission', decision: null })
  })

  it('not what somebody else wrote of the deal', async () => {
    const facts = factsOf((await own('alder', part)).json.decision)
    for (const fact of ['deal.kind', 'deal.tender']) expect(facts).not.toHaveProperty([fact])
  })

  it('not on its statement, in its files, notices and e-mails, when it’s paid', async () => {
    await sales.untilOwed(dealId)
    w.travelTo('2027-01-04')
    await sales.closesUntil('2026-12')
    const statement = await sales.statement('alder', '2026-12')
    expect(statement.lines).toMatchObject([{ amountMinor: 40_000, steps: [{ text: '4% of $10,000' }] }])
    expect(statement.lines[0]!.decision.headline).toMatch(/Implementing earns 4% of \$10,000/)
    await sales.pays(statement.id)
    const said = await readsAll('alder')
    expect(said).not.toMatch(whole)
    expect(said).not.toMatch(/"fact":"deal\.(paper|netAmountMinor|kind|tender)"/)
  })

  it('not when something of it is taken back: it reads the rule, what it was paid and what goes back', async () => {
    for (const month of ['2026-12']) for (const id of await unpaid(month)) await sales.pays(id)
    await sales.happens(dealId, { event: 'refunded', cause: 'customer', amountMinor: 61_728_350 })
    const { json } = await own('alder', part)
    const back = json.bookings.flatMap(({ decision }) => decision ?? [])
    expect(back).toMatchObject([{ headline: 'Refunded.', outcome: { params: { amountMinor: 20_000 } } }])
    expect(factsOf(back[0]!)).toMatchObject({ 'commission.paidMinor': '$400', 'derived.shareRefunded': '50%' })
    const said = await readsAll('alder')
    expect(said).not.toMatch(whole)
    expect(said).not.toMatch(/617,283|61728350/)
  })

  it('who sells it reads all of it: whose contract it is, and the amount that its margin is counted on', async () => {
    const { json } = await own('brightwater', all)
    const facts = factsOf(json.decision)
    expect(facts).toMatchObject({ 'deal.paper': 'The partner’s'.replace('’', "'") })
    expect(facts).toHaveProperty(['deal.netAmountMinor'])
    expect(json.paper).toMatchObject({ paper: 'partner', earns: 'margin' })
  })

  const unpaid = async (month: string) =>
    (
      await w.sql<{ id: string }>(
        `SELECT s.id FROM parley.statement s WHERE to_char(s.month, 'YYYY-MM') = $1 AND s.total_minor > 0
           AND NOT EXISTS (SELECT FROM parley.payout o WHERE o.statement_id = s.id)`,
        [month],
      )
    ).map(({ id }) => id)
})

describe('CF-7: what a partner wrote in its own registration is its own to read', () => {
  it('kind and tender stand on its card where the deal has them as it said, and not where another said otherwise', async () => {
    const registered = async (who: PartnerName, tender: 'none' | 'planned') =>
      (await w.as(who).registers(aDeal({ account: { name: 'Godwit Ferries' }, deal: { tender } }))).summary
    const makes = async (who: PartnerName, registrationId: string) =>
      (await w.as(who).does(partnerClaims.make, { body: { registrationId, role: 'sourced' } })).id
    const first = await registered('brightwater', 'planned')
    const claims = [await makes('brightwater', first.id)]
    await w.as('brightwater').withdraws(first.id, 'They have put it off.')
    const second = await registered('alder', 'none')
    claims.push(await makes('alder', second.id))
    const [row] = await w.sql<{ id: string }>('SELECT deal_id AS id FROM parley.claim WHERE id = $1', [claims[1]])
    expect((await sales.reads(row!.id)).claims).toHaveLength(2)
    await sales.loses(row!.id)
    const facts = await Promise.all(
      (['brightwater', 'alder'] as const).map(async (who, at) => factsOf((await own(who, claims[at]!)).json.decision)),
    )
    expect(facts[0]).toMatchObject({ 'deal.tender': 'Tender planned', 'deal.kind': 'New business' })
    expect(facts[1]).toMatchObject({ 'deal.kind': 'New business' })
    expect(facts[1]).not.toHaveProperty(['deal.tender'])
  })
})
