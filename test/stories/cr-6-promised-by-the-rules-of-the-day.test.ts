import { describe, expect, it } from 'vitest'
import { dutiesIn, large } from '../support/duties.ts'
import { world } from '../support/world.ts'

const w = await world()
const alder = w.as('alder')
const manager = w.as('manager')
const { looksAfter } = await dutiesIn(w)

/** Rules of requests without what costs the vendor when it is late come into force. */
async function withoutConsequence(): Promise<void> {
  const { version } = (
    await w.as('editor').policies.submits((document, file) => {
      document.rules = document.rules.filter((rule) => (rule as { id: string }).id !== 'registration-decided-late')
      delete document.parameters.interimDays
      file.cases = file.cases.filter(({ expect }) => !/registration-decided-late|interim/.test(JSON.stringify(expect)))
    }, 'request')
  ).summary
  const approver = w.as('approver').policies
  await approver.approves(version, 'request')
  await approver.activates(version, undefined, 'request')
}

describe('CR-6: what follows of a late answer is what was promised when it was owed', () => {
  it('a vendor that is about to be late can’t take the protection for the time being out of its rules', async () => {
    const { summary } = await alder.registers(large('Thornbury Cranes'))
    const before = (await manager.inspects(summary.id)).duty!.decision
    w.travelDays(1)
    await withoutConsequence()
    w.travelDays(6)
    expect(await looksAfter()).toMatchObject({ escalated: 1, failed: 0 })
    expect((await alder.opens(summary.id)).summary.protection).toMatchObject({ kind: 'interim', endedBecause: null })
    const recorded = await manager.looksUp((await manager.inspects(summary.id)).duty!.decision.decisionId!)
    const promised = await manager.looksUp(before.decisionId!)
    expect(recorded.summary.policyVersion).toBe(promised.summary.policyVersion)
    expect(recorded.summary).toMatchObject({ because: ['registration-decided-late'] })
    expect((await manager.reruns(recorded.summary.id)).same).toBe(true)
  })

  it('what is owed from then on goes by the new rules', async () => {
    const { summary } = await alder.registers(large('Pendle Foundries'))
    w.travelDays(7)
    expect(await looksAfter()).toMatchObject({ failed: 0 })
    expect((await alder.opens(summary.id)).summary).toMatchObject({ protection: null, clock: { late: true } })
  })

  it('rules of today count where they are better for the partner', async () => {
    const { summary } = await alder.registers(large('Rossendale Looms'))
    w.travelDays(1)
    await w.as('approver').policies.rollsBackTo(1, 'It is to cost us something again.', 'request')
    w.travelDays(6)
    expect(await looksAfter()).toMatchObject({ failed: 0 })
    expect(await manager.inspects(summary.id)).toMatchObject({ summary: { protection: { kind: 'interim' } } })
    const recorded = await manager.looksUp((await manager.inspects(summary.id)).duty!.decision.decisionId!)
    expect(recorded.summary).toMatchObject({ policyVersion: 1 })
    expect((await manager.reruns(recorded.summary.id)).same).toBe(true)
  })
})
