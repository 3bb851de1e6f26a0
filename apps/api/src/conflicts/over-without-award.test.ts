import { audit } from '@parley/contract/routes/audit'
import { describe, expect, it } from 'vitest'
import { conflictsIn } from '../../../../test/support/conflicts.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const c = conflictsIn(w)
const closings = (found: Awaited<ReturnType<typeof c.opens>>) =>
  found.timeline.filter(({ kind }) => kind === 'closed').map(({ text }) => text)

describe('a case that is over without an award', () => {
  it('says who is left and that the other has withdrawn, above and in what happened', async () => {
    const { ids, caseId } = await c.meet('Tamarind Freight Lines', 'alder', 'brightwater')
    await w.as('brightwater').withdraws(ids[1]!)
    const found = await c.opens(caseId)
    expect(found.state).toBe('over')
    const why = 'only Alder Ridge Systems still claims it. Brightwater Technology’s registration was withdrawn'
    expect(found.headline).toBe(`It is over: ${why}.`)
    expect(closings(found)).toEqual([`The case was closed: ${why}`])
    expect(found.timeline.at(-1)!.kind).toBe('closed')
  })

  it('says that the other wasn’t approved', async () => {
    const { ids, caseId } = await c.meet('Oxbow Paper Mill', 'alder', 'brightwater')
    const words = { wording: 'The customer told us that it buys elsewhere.', reason: 'They wrote so.' }
    await w.as('manager').overrides(ids[1]!, { outcome: 'reject', ...words })
    expect((await c.opens(caseId)).headline).toBe(
      'It is over: only Alder Ridge Systems still claims it. Brightwater Technology’s registration wasn’t approved.',
    )
  })

  it('names nobody as left once that one has gone, too', async () => {
    const { ids, caseId } = await c.meet('Greywether Wool', 'alder', 'brightwater')
    await w.as('brightwater').withdraws(ids[1]!)
    await w.as('alder').withdraws(ids[0]!)
    expect((await c.opens(caseId)).headline).toBe('It is over: only one partner’s interest was left.')
  })
})

describe('a case that waits', () => {
  it('says whether asking the policy would settle it', async () => {
    const { ids, caseId } = await c.meet('Linnet Looms', 'alder', 'brightwater')
    expect((await c.opens(caseId)).isSettledByPolicy).toBe(false)
    for (const shows of ['meeting', 'demo', 'paidProofOfConcept'] as const) await c.shows('alder', ids[0]!, shows)
    await c.says(caseId, 'claim.sourced', false)
    expect((await c.opens(caseId)).isSettledByPolicy).toBe(true)
  })

  it('has what was said of a claim on record, about the claimant and in words', async () => {
    const { caseId } = await c.meet('Pollard Tannery', 'alder', 'brightwater')
    await c.says(caseId, 'claim.sourced', false)
    const { items } = await w.as('operator').does(audit.events, { query: { kind: 'conflict', limit: 1 } })
    expect(items[0]).toMatchObject({ words: 'noted a fact about a claim to an account' })
    expect(items[0]!.details).toEqual([
      { title: 'Fact', value: 'The claimant created this opportunity' },
      { title: 'Said', value: 'no' },
    ])
  })
})
