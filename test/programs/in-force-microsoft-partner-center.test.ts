import { staffDesignations } from '@parley/contract/routes/designations'
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

  it('P22-06, by silence: a customer that was told and says nothing lets it stand; one that wasn’t told, doesn’t', async () => {
    const accountId = await w.has.account({ name: 'Comfrey Couriers' })
    const { id } = await word.brings('alder', 'Comfrey Couriers')
    const silent = { isGenuine: false, customerSays: 'nothing' as const }
    await expect(word.checks(id, silent)).toBeRefused('refused', /Tell the customer first/)
    const told = await word.checks(id, { ...silent, customerTold: true })
    expect(told.designations[0]).toMatchObject({
      state: 'inEffect',
      decision: { outcome: { type: 'takesEffect' } },
    })
    expect(told.checks).toMatchObject([{ customerSays: 'nothing', customerTold: true }])
    expect(await word.sees('alder', id)).toMatchObject({
      customerSays: 'nothing',
      designations: [{ state: 'inEffect' }],
    })
    expect(await word.represents(accountId)).toMatchObject({ name: 'Alder Ridge Systems' })
  })

  it('a letter that isn’t the customer’s own stands by nobody’s silence', async () => {
    await w.has.account({ name: 'Orris Opticians' })
    const { id } = await word.brings('alder', 'Orris Opticians')
    const checked = await word.checks(id, { isGenuine: false, signer: 'nobody', customerTold: true })
    expect(checked.designations[0]!.state).toBe('notAccepted')
  })

  it('P22-05: the customer may decline at any time: from then on nobody is its partner of record by that', async () => {
    const accountId = await w.has.account({ name: 'Borage Bakeries' })
    const { id } = await word.brings('alder', 'Borage Bakeries')
    await word.checks(id, { isGenuine: false, customerSays: 'nothing', customerTold: true })
    w.travelDays(40)
    await expect(word.checks(id, { customerTold: true })).toBeRefused('refused', /took effect/)
    const declined = await word.checks(id, { customerSays: 'declines' })
    expect(declined.designations[0]).toMatchObject({ state: 'ended', decision: { outcome: { type: 'notAccepted' } } })
    expect(await word.represents(accountId)).toMatchObject({ kind: 'nobody' })
    expect((await word.sees('alder', id)).designations[0]!.decision.headline).toMatch(/declin/i)
  })

  it('where the rules ask for nothing of the account, a letter waits until it’s certain which company wrote it', async () => {
    for (const number of [1, 2])
      await w.has.account({ name: 'Meadowsweet Mills', domain: `meadowsweet-${number}.example` })
    const { id } = await word.brings('alder', 'Meadowsweet Mills')
    const checked = await word.checks(id, { customerTold: true })
    expect(checked).toMatchObject({ account: null, designations: [{ state: 'deciding' }] })
    expect(checked.designations[0]!.headline).toMatch(/knows which company wrote it/)
    const accountId = await w.has.account({ name: 'Meadowsweet Mills of Kent' })
    const settled = await w.as('manager').does(staffDesignations.settleAccount, {
      params: { id },
      body: { accountId },
      ifMatch: checked.version,
    })
    const [designation] = settled.designations
    expect(designation!.state).toBe('inEffect')
    expect(await word.represents(accountId)).toMatchObject({ name: 'Alder Ridge Systems' })
    const ended = await w.as('manager').does(staffDesignations.decide, {
      params: { id: designation!.id },
      body: {
        outcome: 'notAccepted',
        reason: 'Another company wrote it.',
        wording: 'Another company wrote this letter.',
      },
      ifMatch: settled.version,
    })
    expect(ended.designations[0]!.state).toBe('ended')
    expect(await word.represents(accountId)).toMatchObject({ kind: 'nobody' })
  })
})
