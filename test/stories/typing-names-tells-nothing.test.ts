import { stepMs } from '@parley/api/http/steady-answer'
import { partner } from '@parley/contract/routes/partner'
import { beforeAll, describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { arrangeKinds, type Kind, kinds, open, told } from '../support/kinds-of-names.ts'
import { skipPauses } from '../support/skip-pauses.ts'
import type { Answer, Someone } from '../support/someone.ts'
import '../support/matchers.ts'
import { world } from '../support/world.ts'

const w = await world()
const perKind = 125

const withoutIds = (part: string) =>
  part.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')

type Heard = { kind: Kind; said: string; waitedMs: number[]; roundTrips: number }
const watch = skipPauses(w.env)
const names = await arrangeKinds(w, perKind)

/** All that reaches the partner, without the name that it typed and the request's own id. */
async function hears(seller: Someone, kind: Kind, account: { name: string; country: string }, complete = false) {
  const body = complete ? aDeal({ account }) : { account, productFamily: 'backup' }
  watch.readings.length = 0
  watch.waitedUntil.length = 0
  const before = w.env.roundTrips.count
  const { status, headers, text }: Answer = await seller.sends(partner.precheck, { body })
  const plain = (part: string) => withoutIds(part).replaceAll(account.name, '<name>')
  const lines = [...headers].map(([name, value]) => `${name}: ${plain(value)}`).sort()
  const said = JSON.stringify({ status, lines, body: plain(text), bytes: Buffer.byteLength(plain(text)) })
  const roundTrips = w.env.roundTrips.count - before
  const leftAt = watch.waitedUntil.at(-1) ?? Number.NaN
  return { kind, said, waitedMs: watch.readings.map((reading) => leftAt - reading), roundTrips } satisfies Heard
}

/** From when the work began until the answer left; a pause is whole milliseconds. */
const isOnStep = (ms: number) => ms >= stepMs && ms % stepMs < 1

const saidOf = (heard: readonly Heard[], ...kinds: readonly Kind[]) =>
  new Set(heard.filter(({ kind }) => kinds.includes(kind)).map(({ said }) => said))

describe('a thousand names typed by a partner', () => {
  const half: Heard[] = []
  beforeAll(async () => {
    for (let turn = 0; turn < perKind; turn++)
      for (const kind of kinds) half.push(await hears(w.as('corvane'), kind, names[kind][turn]!))
  }, 300_000)

  it('of which half are of companies that the vendor doesn’t name: the answer is the same bytes, headers and size', () => {
    expect(half).toHaveLength(1_000)
    expect(saidOf(half, ...open).size).toBe(1)
    const [said] = saidOf(half, ...open)
    expect(said).toContain('\\"type\\":\\"informationNeeded\\"')
  })

  it('where a published rule speaks, it says just that, the same for every account that it speaks of', async () => {
    const { clauses } = await w.as('corvane').readsRules()
    const titles: Partial<Record<Kind, string>> = {
      protected: 'Protected for another partner',
      house: 'House account',
      customer: 'The account already buys this product family',
    }
    for (const kind of told) expect(saidOf(half, kind).size, kind).toBe(1)
    for (const [kind, title] of Object.entries(titles)) {
      const clause = clauses.find((each) => each.title.startsWith(title))
      expect(clause?.title, `a published clause “${title}”`).toBeDefined()
      const [said] = saidOf(half, kind as Kind)
      expect(said).toContain(clause!.title)
    }
  })

  it('the same work on our side: as many questions to the database, whatever is found', () => {
    const inTurn = half.slice(100)
    expect(new Set(inTurn.map(({ roundTrips }) => roundTrips)).size).toBe(1)
  })

  it('each answer leaves on a step, whatever was found: how long the work took can’t be told', () => {
    for (const { waitedMs } of half) expect(waitedMs.some(isOnStep), `waited for ${waitedMs}`).toBe(true)
  })

  it('with the form filled in, an account that is free is free, known or not; what a person decides is one answer, for whichever reason', async () => {
    await w.has.accounts([
      { name: 'Brelvik Tannery', domain: null, country: 'US', city: null, conductHoldReason: 'Looked at.' },
    ])
    const whole: Heard[] = []
    for (let turn = 0; turn < 20; turn++)
      for (const kind of open) whole.push(await hears(w.as('delmar'), kind, names[kind][turn]!, true))
    const held = await hears(w.as('delmar'), 'likely', { name: 'Brelvik Tannery', country: 'US' }, true)
    expect(saidOf(whole, 'existing', 'unknown').size).toBe(1)
    expect(saidOf([...whole, held], 'likely', 'family').size).toBe(1)
    expect([...saidOf(whole, 'existing')][0]).toContain('\\"type\\":\\"approve\\"')
    expect(held.said).toContain('\\"type\\":\\"review\\"')
  })

  it('after 1,200 in an hour there are no more, for any name, and it is said when they go on', async () => {
    const corvane = w.as('corvane')
    for (let turn = half.length; turn < 1_200; turn++) await hears(corvane, 'unknown', names.unknown[0]!)
    const refused: Heard[] = []
    for (const kind of kinds) refused.push(await hears(corvane, kind, names[kind][0]!))
    refused.push(await hears(corvane, 'house', names.house[1]!, true))
    expect(new Set(refused.map(({ said }) => said)).size).toBe(1)
    const answer = await corvane.sends(partner.precheck, { body: { productFamily: 'backup' } })
    expect(answer.json).toMatchObject({ status: 429, code: 'tooMany', detail: expect.stringMatching(/in 60 minutes/) })
    expect(Number(answer.headers.get('retry-after'))).toBe(3_600)
    expect(refused.every(({ waitedMs }) => waitedMs.some(isOnStep))).toBe(true)

    expect((await w.as('alder').sends(partner.precheck, { body: { productFamily: 'backup' } })).status).toBe(200)
    expect(await corvane.registers(aDeal({ account: names.unknown[1]! }))).toBeDecided('approve')
    w.travelTo('2026-11-02T16:00:00.000Z')
    expect((await corvane.sends(partner.precheck, { body: { productFamily: 'backup' } })).status).toBe(200)
  })
})

describe('a registration', () => {
  const inReview = {
    held: 'Brelvik Saddlery',
    undecided: 'Oakmere Ropeworks',
    family: 'Tarnowe Optics',
    likely: names.likely.findLast(({ country }) => country === 'US')!.name,
  }
  const free = { existing: 'Hazelrigg Millinery', unknown: 'Pennyfarthing Kilns' }
  beforeAll(async () => {
    await w.has.account({ name: inReview.held, conductHoldReason: 'Looked at.' })
    const parent = await w.has.account({ name: 'Sturmgart Foundry' })
    await w.has.account({ name: inReview.family, parentId: parent, relationToParent: 'branch' })
    await w.has.account({ name: free.existing })
    await w.as('brightwater').registers(aDeal({ account: { name: 'Sturmgart Foundry' } }))
    await w
      .as('brightwater')
      .registers(aDeal({ account: { name: inReview.undecided }, deal: { amountMinor: 90_000_000 } }))
  })

  /** What a partner that has done nothing before reads of its answer, of the record later, and in its list. */
  async function reads(name: string): Promise<string> {
    const seller = w.person(await w.has.partner('Newcomer'))
    const sent = await seller.sends(partner.register, { body: aDeal({ account: { name } }) })
    expect(sent.status).toBe(201)
    const { id, reference } = (sent.json as { summary: { id: string; reference: string } }).summary
    const [again, list, home] = [
      await seller.sends(partner.get, { params: { id } }),
      await seller.sends(partner.list, {}),
      await seller.sends(partner.home, {}),
    ]
    const said = [sent, again, list, home].map(
      ({ status, text, headers }) => `${status} ${headers.get('etag')} ${text}`,
    )
    return withoutIds(said.join('\n')).replaceAll(reference, '<reference>').replaceAll(name, '<name>')
  }

  it('in review is in review: a likely account, a held one, a contested one and one of a family read the same', async () => {
    const said = { ...inReview }
    for (const kind of Object.keys(said) as (keyof typeof said)[]) said[kind] = await reads(inReview[kind])
    expect(said.held).toContain('"status":"inReview"')
    expect(said.undecided).toBe(said.held)
    expect(said.family).toBe(said.held)
    expect(said.likely).toBe(said.held)
    const { 0: likely } = await w.sql<{ account_match: string }>(
      'SELECT account_match FROM parley.registration WHERE account_name = $1',
      [inReview.likely],
    )
    expect(likely!.account_match).toBe('likely')
  })

  it('an account that was known and one that was made for it read the same', async () => {
    const existing = await reads(free.existing)
    expect(existing).toContain('"status":"approved"')
    expect(await reads(free.unknown)).toBe(existing)
  })
})
