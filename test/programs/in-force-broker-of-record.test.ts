import { partnerEngagements } from '@parley/contract/routes/engagements'
import { beforeAll, describe, expect, it } from 'vitest'
import { commission } from '../support/commission.ts'
import { conflictsIn } from '../support/conflicts.ts'
import { letters } from '../support/letters.ts'
import { putInForce } from '../support/program-in-force.ts'
import { world } from '../support/world.ts'

// P25: the first complete submission controls; a later agent needs the customer's letter, and waits five business days.
const w = await world()
const word = letters(w)
const cases = conflictsIn(w)
const sales = commission(w)
await putInForce(w, 'broker-of-record', ['conflict', 'designation', 'engagement'])

/** Both have a complete submission; the first one controls. */
async function controls(name: string) {
  const met = await cases.meet(name, 'alder', 'brightwater')
  await w.as('manager').overrides(met.ids[0]!, {
    outcome: 'approve',
    protectionDays: 365,
    wording: 'Your submission was complete first.',
    reason: 'First complete submission.',
  })
  return met
}
const [rescinded, moves, quoted] = [
  await controls('Thornbury Insurance'),
  await controls('Wexley Underwriters'),
  await controls('Ashgrove Assurance'),
]
// A day lies between the two; one of the first wasn't complete.
const early = await w.as('alder').registers(cases.at('Quillon Casualty'))
const incomplete = await w.as('alder').registers(cases.at('Penrose Reinsurance', { deal: { meetingsHeld: 0 } }))
w.travelDays(1)
for (const name of ['Quillon Casualty', 'Penrose Reinsurance']) await w.as('brightwater').registers(cases.at(name))
const letterFor = async (name: string, more: object = {}) => {
  const { id } = await word.brings('brightwater', name, more)
  return word.checks(id)
}

describe('P25 broker of record, in force: new business', () => {
  it('P25-01: of two complete submissions the first one controls', async () => {
    const found = await cases.opens(await cases.caseOf(early.summary.id))
    expect(cases.claimNamed(found, 'Alder').weighed).toMatchObject({ outcome: 'score', points: 1 })
    expect(cases.claimNamed(found, 'Brightwater').weighed.points ?? 0).toBe(0)
    expect(found.headline).toMatch(/^Alder Ridge Systems would lead/)
  })

  it('P25-02: one that was incomplete isn’t weighed, and completed after the other it doesn’t control', async () => {
    const caseId = await cases.caseOf(incomplete.summary.id)
    const before = await cases.opens(caseId)
    expect(cases.claimNamed(before, 'Alder').weighed.outcome).toBe('exclude')
    expect(before.headline).toMatch(/^Brightwater Technology would lead/)
    w.travelTo('2026-11-03T18:00:00.000Z')
    await w.as('alder').answers(incomplete.summary.id, { answer: 'We met them.', deal: { meetingsHeld: 2 } })
    const after = await cases.opens(caseId)
    expect(cases.claimNamed(after, 'Alder').weighed).toMatchObject({ outcome: 'score' })
    expect(after.headline).toMatch(/^Brightwater Technology would lead/)
  })

  it('P25-07: the other agent asks for a quote while the first one controls: refused', async () => {
    const asked = await w.as('brightwater').does(partnerEngagements.ask, {
      body: { company: 'Ashgrove Assurance', verb: 'quote', productFamily: 'backup', dealKind: 'new' },
    })
    expect(asked.outcome.type).toBe('forbid')
    expect(JSON.stringify(asked)).not.toMatch(/Alder|Ada Linden/)
    const own = await w.as('alder').does(partnerEngagements.ask, {
      body: { company: 'Ashgrove Assurance', verb: 'quote', productFamily: 'backup', dealKind: 'new' },
    })
    expect(own.outcome.type).toBe('permit')
    expect(quoted.ids).toHaveLength(2)
  })
})

describe('P25 broker of record, in force: the customer’s letter', () => {
  let first = { id: '' }
  let second = { id: '' }
  beforeAll(async () => {
    // A Tuesday, November 3.
    first = await letterFor('Thornbury Insurance')
    second = await letterFor('Wexley Underwriters', { waivesWait: true })
  })

  it('the present agent has five business days, also where the letter says that it can’t be taken back (P25-06)', async () => {
    for (const { id } of [first, second]) {
      const [designation] = (await word.reads(id)).designations
      expect(designation!.state).toBe('waiting')
      expect(designation!.decision.outcome).toMatchObject({
        type: 'waitsForRescission',
        params: { until: '2026-11-10' },
      })
    }
    expect((await word.isTold('alder')).map(({ lastDay }) => lastDay)).toEqual(['2026-11-10', '2026-11-10'])
  })

  it('P25-03: a rescinding letter within them: the first agent keeps control', async () => {
    w.travelTo('2026-11-09')
    const notice = (await word.isTold('alder')).find(({ accountName }) => accountName === 'Thornbury Insurance')!
    const rescission = await word.takesBack('alder', notice.id)
    expect(rescission).toBeTruthy()
    const brought = (await word.reads(first.id)).designations[0]!.presentLead!.rescission!
    await word.checks(brought.id).catch(() => word.checks(first.id))
    await word.looksAfter()
    expect((await word.reads(first.id)).designations[0]!.state).toBe('notAccepted')
    expect(await word.represents(await word.accountOf(rescinded.ids[0]!))).toMatchObject({
      name: 'Alder Ridge Systems',
    })
  })

  it('P25-04: nothing by the fifth day: on it the first one still controls, after it the other does', async () => {
    w.travelTo('2026-11-10')
    await word.looksAfter()
    const accountId = await word.accountOf(moves.ids[0]!)
    expect(await word.represents(accountId)).toMatchObject({ name: 'Alder Ridge Systems' })
    w.travelTo('2026-11-11')
    await word.looksAfter()
    expect((await word.reads(second.id)).designations[0]!.decision.outcome).toMatchObject({
      type: 'takesEffect',
      params: { leadKeeps: 'earned' },
    })
    expect(await word.represents(accountId)).toMatchObject({ name: 'Brightwater Technology' })
  })
})

describe('P25 broker of record, in force: renewals', () => {
  const live = async (name: string, more: object = {}) => {
    const met = await cases.meet(name, 'alder', 'brightwater')
    const { summary } = await sales.deal(name, { accountId: await word.accountOf(met.ids[0]!) })
    await sales.wins(summary.id, more)
    return letterFor(name)
  }

  it('P25-05: a letter in mid-term is held until the renewal', async () => {
    const letter = await live('Marlowe Mutual')
    expect(letter.designations[0]!.decision.outcome.type).toBe('waitsForRenewal')
  })

  it('P25-08: four days before the renewal the wait can’t run, so a person decides', async () => {
    const letter = await live('Stonebridge Surety', { startsOn: '2025-11-16', endsOn: '2026-11-15' })
    expect(letter.designations[0]!.decision.outcome.type).toBe('personDecides')
  })
})
