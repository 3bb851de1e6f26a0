import { describe, expect, it } from 'vitest'
import { conflictsIn } from '../support/conflicts.ts'
import { letters } from '../support/letters.ts'
import { putInForce } from '../support/program-in-force.ts'
import { world } from '../support/world.ts'

// P22: one partner of record for a workload, by the most recent signed proof; the customer is told, and may decline.
const w = await world()
const cases = conflictsIn(w)
const word = letters(w)
await putInForce(w, 'microsoft-partner-center', ['conflict', 'designation', 'request'])

describe('P22 Microsoft Partner Center, in force', () => {
  it('P22-03: claims to two workloads of one customer are no conflict: both stand', async () => {
    const first = await w.as('alder').registers(cases.at('Bracken Hospitals'))
    const other = await w.as('brightwater').registers(cases.at('Bracken Hospitals', { productFamily: 'analytics' }))
    expect([first.summary.status, other.summary.status]).toEqual(['inReview', 'inReview'])
    await expect(cases.caseOf(first.summary.id)).rejects.toThrow(/no case/)
  })

  it('P22-04: of two claims to one workload, the one with the most recent signed proof leads', async () => {
    const { ids, caseId } = await cases.meet('Sorrel Schools', 'alder', 'brightwater')
    await cases.shows('alder', ids[0]!, 'signedWork', { shownOn: '2025-06-30' })
    await cases.shows('brightwater', ids[1]!, 'signedWork', { shownOn: '2026-08-15' })
    const found = await cases.opens(caseId)
    expect(cases.claimNamed(found, 'Brightwater').weighed).toMatchObject({ outcome: 'score', points: 1 })
    expect(cases.claimNamed(found, 'Alder').weighed.points ?? 0).toBe(0)
    expect(found.headline).toMatch(/^Brightwater Technology would lead/)
  })

  it('a claim without a signed proof isn’t weighed', async () => {
    const { ids, caseId } = await cases.meet('Yarrow Yachts', 'alder', 'brightwater')
    await cases.shows('brightwater', ids[1]!, 'signedWork', { shownOn: '2026-08-15' })
    expect(cases.claimNamed(await cases.opens(caseId), 'Alder').weighed.outcome).toBe('exclude')
  })

  it('P22-06, with a letter: it stands once the customer was told, and not before', async () => {
    for (const name of ['Tansy Trams', 'Teasel Trains']) await w.has.account({ name })
    const { id } = await word.brings('alder', 'Tansy Trams')
    const untold = await word.checks(id, { customerTold: false })
    expect(untold.designations[0]!.state).toBe('notAccepted')
    const again = await word.brings('alder', 'Teasel Trains')
    const told = await word.checks(again.id, { customerTold: true })
    expect(told.designations[0]!.state).toBe('inEffect')
  })
})
