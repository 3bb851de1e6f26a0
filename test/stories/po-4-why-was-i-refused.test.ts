import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { because } from '../support/matchers.ts'
import { moveBoundary } from '../support/policy-edits.ts'
import { world } from '../support/world.ts'

const w = await world()
const manager = w.as('manager')
const short = aDeal({ account: { name: 'Lowland Poultry' }, deal: { amountMinor: 999_999 } })

describe('PO-4: “Why was I refused?” has an answer, today and later', () => {
  let decisionId = ''

  it('the partner reads the reason in words, its source, what is possible, and what would change the answer', async () => {
    const refused = await w.as('alder').registers(short)
    decisionId = refused.decision.decisionId!
    const [reason] = refused.decision.reasons
    expect(reason).toMatchObject({ rule: null, title: 'Deal below the smallest size' })
    expect(reason!.text).toMatch(/\$10,000/)
    expect(reason!.source).toMatch(/clause/)
    expect(reason!.possible).toBeTruthy()
    expect(refused.decision.changes.map((change) => change.text).join(' ')).toMatch(/\$10,000/)
  })

  it('the record keeps version, facts, the rules that fired and those that nearly did', async () => {
    const decision = await manager.looksUp(decisionId)
    expect(decision).toBeDecided('reject')
    expect(decision.summary).toMatchObject({
      policyVersion: 1,
      because: because('deal-below-minimum'),
      decidedBy: 'policy',
    })
    expect(decision.fired).toEqual(expect.arrayContaining(['deal-below-minimum', 'approved-for-gold']))
    expect(decision.nearly.length).toBeGreaterThan(0)
    for (const near of decision.nearly) expect(near.by.length).toBeGreaterThan(0)
    const facts = new Map(decision.card.facts.map((fact) => [fact.fact, fact]))
    expect(facts.get('deal.amountMinor')!.value).toBe('$9,999.99')
    expect(facts.get('account.conductHold')!.internal).toBe(true)
  })

  it('the trace goes through every rule in order of evaluation, and marks the one that decided', async () => {
    const { trace } = await manager.looksUp(decisionId)
    expect(trace.filter((rule) => rule.decided).map((rule) => rule.rule)).toEqual(['deal-below-minimum'])
    const priorities = trace.map((rule) => rule.priority)
    expect(priorities).toEqual([...priorities].sort((a, b) => b - a))
    const decided = trace.find((rule) => rule.decided)!
    expect(JSON.stringify(decided.conditions)).toMatch(/\$10,000/)
    expect(JSON.stringify(decided.conditions)).toMatch(/\$9,999\.99/)
  })

  it('run again after the rules have changed, the old decision comes out the same', async () => {
    await w.as('editor').policies.submits(moveBoundary('minimumAmountMinor', 'deal.amountMinor', -500_000))
    await w.as('approver').policies.approves(2)
    await w.as('approver').policies.activates(2)
    w.travelDays(200)
    const again = await manager.reruns(decisionId)
    expect(again).toMatchObject({ same: true, differences: [] })
    expect(again.rerun.outcome).toEqual(again.stored.outcome)
    expect(again.rerun.policy!.version).toBe(1)
    expect(again.rerun.reasons).toEqual(again.stored.reasons)
  })

  it('running again writes nothing', async () => {
    const count = async () => (await w.sql('SELECT 1 FROM parley.decision')).length
    const before = await count()
    await manager.reruns(decisionId)
    expect(await count()).toBe(before)
  })

  it('a person’s decision stands beside it, with the name and the written reason, and supersedes it', async () => {
    const [row] = await w.sql<{ subject_id: string }>('SELECT subject_id FROM parley.decision WHERE id = $1', [
      decisionId,
    ])
    const changed = await manager.overrides(row!.subject_id, {
      outcome: 'approve',
      protectionDays: 60,
      wording: 'We looked at it together, and the deal is yours for 60 days.',
      reason: 'First deal of a new team; the amount will grow in spring.',
    })
    expect(changed.decision).toMatchObject({ decidedBy: 'person', decidedByName: 'Mina Castell', policy: null })
    expect((await manager.looksUp(decisionId)).supersededBy).toBe(changed.staffDecision.decisionId)
    const seen = await w.as('alder').opens(row!.subject_id)
    expect(seen.decision.headline).toBe('We looked at it together, and the deal is yours for 60 days.')
    expect(JSON.stringify(seen)).not.toMatch(/Mina Castell|First deal of a new team/)
  })

  it('the record can’t be changed, not even by the owner of the tables', async () => {
    await expect(w.sql(`UPDATE parley.decision SET outcome = 'approve'`)).rejects.toThrow('append-only')
    await expect(w.sql('DELETE FROM parley.decision')).rejects.toThrow('append-only')
    await expect(w.sql('TRUNCATE parley.decision CASCADE')).rejects.toThrow('append-only')
    await expect(w.sql('UPDATE parley.policy_version SET document = document')).rejects.toThrow('append-only')
  })
})
