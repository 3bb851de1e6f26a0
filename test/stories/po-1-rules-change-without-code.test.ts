import { pointIds } from '@parley/rules/points/points'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { because } from '../support/matchers.ts'
import { moveBoundary } from '../support/policy-edits.ts'
import { world } from '../support/world.ts'

const w = await world()
const small = (name: string) => aDeal({ account: { name }, deal: { amountMinor: 750_000 } })
const manager = w.as('manager')

describe('PO-1: every decision comes from a policy that an editor can read and change, with no restart', () => {
  it('a deal of $7,500 is refused by the rule of version 1, in words that name the number', async () => {
    const refused = await w.as('alder').registers(small('Fernhill Clinics'))
    expect(refused.decision.headline).toMatch(/\$10,000.*\$7,500/)
    const seen = await manager.inspects(refused.summary.id)
    expect(seen).toBeDecided('reject', because('deal-below-minimum'))
    expect(seen.decision.policy!.version).toBe(1)
  })

  it('an editor lowers one parameter, sees what that changes, and a second person puts it in force', async () => {
    const submitted = await w
      .as('editor')
      .policies.submits(moveBoundary('minimumAmountMinor', 'deal.amountMinor', -500_000))
    expect(submitted.check.cases.every((each) => each.pass)).toBe(true)
    expect(submitted.check.changes.map((change) => change.what)).toEqual(['minimumAmountMinor'])
    expect(submitted.check.changes[0]!.text).toMatch(/\$5,000 instead of \$10,000/)
    await w.as('approver').policies.approves(2)
    await w.as('approver').policies.activates(2)
  })

  it('the next registration is decided by the new version, and partners read the new number', async () => {
    const approved = await w.as('alder').registers(small('Greywater Engineering'))
    expect(approved).toBeDecided('approve')
    expect(approved.decision.policy!.version).toBe(2)
    const rules = await w.as('alder').readsRules()
    expect(rules.version).toBe(2)
    expect(rules.parameters).toContainEqual({ title: 'smallest deal that can be registered', value: '$5,000' })
  })

  it('another process on the same database decides by the new version, too', async () => {
    const other = w.anotherInstance()
    const approved = await other.as('brightwater').registers(small('Inverness Dairy'))
    expect(approved.decision.policy!.version).toBe(2)
  })

  it('every decision point has a policy in force, with its cases', async () => {
    const { items } = await w.as('finance').policies.books()
    expect(items.map((book) => book.point)).toEqual(pointIds)
    for (const { point, inForce } of items) {
      const version = await w.as('finance').policies.version(inForce.version, point)
      expect(version.check).toMatchObject({ uncovered: [] })
      expect(version.check.findings.filter((finding) => finding.severity === 'error')).toEqual([])
      expect(version.check.cases.length).toBeGreaterThan(10)
      expect(version.check.cases.filter((each) => !each.pass)).toEqual([])
    }
  })

  it('partners read the published rules in words, and nothing of the internal ones', async () => {
    const rules = await w.as('alder').readsRules()
    const [stored] = await w.sql<{ document: { rules: { id: string; title: string; audience: string }[] } }>(
      `SELECT document FROM parley.policy_version WHERE point = 'registration' AND version = 2`,
    )
    const internal = stored!.document.rules.filter((rule) => rule.audience === 'internal')
    expect(internal.length).toBeGreaterThan(0)
    const text = JSON.stringify(rules)
    for (const rule of internal) {
      expect(text).not.toContain(rule.id)
      expect(text).not.toContain(JSON.stringify(rule.title).slice(1, -1))
    }
    expect(rules.clauses.length).toBeGreaterThan(16)
    for (const clause of rules.clauses)
      expect(`${clause.when}${clause.follows}${clause.why}`).not.toMatch(/[{}]|undefined|NaN/)
  })

  it('a change of the rules never changes what was decided before', async () => {
    const { items } = await w.as('alder').lists()
    const first = items.find((each) => each.accountName === 'Fernhill Clinics')!
    expect(first.status).toBe('rejected')
    expect((await w.as('alder').opens(first.id)).decision.policy!.version).toBe(1)
  })
})
