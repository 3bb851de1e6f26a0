import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { moveBoundary } from '../support/policy-edits.ts'
import type { PolicyEdit } from '../support/policy-work.ts'
import { NotDone } from '../support/someone.ts'
import { world } from '../support/world.ts'

const w = await world()
const editor = w.as('editor')
const deal = (name: string, amountMinor: number, productFamily = 'backup') =>
  aDeal({ account: { name }, productFamily, deal: { amountMinor } })

const large = await w.as('alder').registers(deal('Harbor Freight Lines', 9_000_000))
const middling = await w.as('alder').registers(deal('Fernhill Clinics', 2_000_000, 'network-security'))
const another = await w.as('brightwater').registers(deal('Inverness Dairy', 3_000_000))
const small = await w.as('corvane').registers(deal('Greywater Engineering', 600_000))
const { summary: overridden } = await w.as('alder').registers(deal('Lowland Poultry', 700_000))
await w.as('manager').overrides(overridden.id, {
  outcome: 'approve',
  protectionDays: 60,
  wording: 'We looked at it together, and the deal is yours for 60 days.',
  reason: 'First deal of a new team; the amount will grow in spring.',
})

/** The text of the version in force, changed. */
async function textOf(edit: PolicyEdit): Promise<string> {
  const { document, cases } = await editor.policies.version(1)
  edit(document as never, cases as never)
  return JSON.stringify(document)
}
const minimum = (amountMinor: number) =>
  textOf(moveBoundary('minimumAmountMinor', 'deal.amountMinor', amountMinor - 1_000_000))

/** Beside the rule that refuses small deals, one of the same weight that approves some of them. */
const welcomeNewcomers: PolicyEdit = (document, { cases }) => {
  const rules = document.rules as { id: string; priority: number; [member: string]: unknown }[]
  const refusing = rules.find(({ id }) => id === 'deal-below-minimum')!
  const approving = rules.find(({ id }) => id === 'approved-for-gold')!
  rules.push({
    ...structuredClone(approving),
    id: 'newcomers-welcome',
    title: 'First deals of newcomers are welcome',
    priority: refusing.priority,
    conditions: { all: [{ fact: 'deal.kind', operator: 'equal', value: 'new' }] },
  })
  cases.push({
    name: 'a first deal of a newcomer is welcome',
    facts: { 'deal.kind': 'new' },
    expect: { outcome: 'approve', because: ['newcomers-welcome'] },
  })
}

describe('PO-2: a new rule surprises nobody', () => {
  it('a draft that contradicts itself is refused, with the two rules, facts that show it, and what to do', async () => {
    const refused = await editor.policies.submits(welcomeNewcomers).then(
      () => null,
      (error: unknown) => error,
    )
    expect(refused).toBeInstanceOf(NotDone)
    const { problem } = refused as NotDone
    expect(problem).toMatchObject({ status: 422, code: 'refused' })
    expect(problem!.detail).toMatch(/mistake/)
    const finding = problem!.errors!.find(({ detail }) => detail.includes('have the same priority'))!
    expect(finding.pointer).toMatch(/^\/document\/rules\/\d+$/)
    expect(finding.detail).toContain('"First deals of newcomers are welcome" leads to "Approved"')
    expect(finding.detail).toMatch(/For example: .*expected amount: \$/)
    expect(finding.mend).toBe('Give them different priorities, or narrow one of them.')
  })

  it('the check tells the same before it is submitted: kind, place, witness, and that it can’t be submitted', async () => {
    const { document, cases } = await editor.policies.version(1)
    welcomeNewcomers(document as never, cases as never)
    const check = await editor.policies.checks({ document: JSON.stringify(document), cases: JSON.stringify(cases) })
    const finding = check.findings.find(({ kind }) => kind === 'contradiction')!
    expect(finding).toMatchObject({ severity: 'error', in: 'document' })
    expect(finding.witness!.length).toBeGreaterThan(0)
    expect(check.submittable).toMatchObject({ ok: false })
  })

  it('what the analysis only warns of keeps nobody from submitting', async () => {
    const unused: PolicyEdit = (document) => {
      document.parameters.spareAmountMinor = { title: 'spare amount', kind: 'money', value: 5 } as never
    }
    const submitted = await editor.policies.submits(unused)
    expect(submitted.check.findings).toMatchObject([{ kind: 'unused-parameter', severity: 'warning' }])
    await w.as('approver').policies.declines(submitted.summary.version, 'Nothing uses this parameter.')
  })

  it('rules and conditions are told with what the cases have seen of them', async () => {
    const { coverage } = (await editor.policies.version(1)).check
    expect(coverage!.rules.find(({ rule }) => rule === 'deal-below-minimum')!.decides).toBeGreaterThan(0)
    expect(coverage!.conditions.length).toBeGreaterThan(50)
  })

  it('claims that are settled together are run beside the cases', async () => {
    const { check } = await editor.policies.version(1, 'conflict')
    expect(check.together.length).toBeGreaterThan(10)
    expect(check.together.filter(({ pass }) => !pass)).toEqual([])
    const { document, cases } = await editor.policies.version(1, 'conflict')
    const { together } = cases as { together: { expect: Record<string, unknown> }[] }
    together[0]!.expect = { result: 'nobody' }
    const failing = await editor.policies.checks(
      { document: JSON.stringify(document), cases: JSON.stringify(cases) },
      'conflict',
    )
    expect(failing.together[0]).toMatchObject({ pass: false, expected: expect.stringContaining('nobody') })
    expect(failing.submittable).toMatchObject({ ok: false, reason: expect.stringContaining('come out as it says') })
  })

  it('past decisions are run by a draft: who would have lost, who would have won, and how much money moves', async () => {
    const raised = await editor.policies.backtests(await minimum(4_000_000))
    expect(raised).toMatchObject({
      against: 'inForce',
      recorded: 6,
      decisions: 6,
      compared: { decisions: 5 },
      nextCursor: null,
      fourWays: {
        grantedStill: { decisions: 1, amountMinor: 9_000_000 },
        noLongerGranted: { decisions: 2, amountMinor: 5_000_000 },
        nowGranted: { decisions: 0 },
        stillNotGranted: { decisions: 2, amountMinor: 1_300_000 },
      },
    })
    // Both were decided at the same moment, so either may come first.
    expect(raised.flips.map(({ decisionId }) => decisionId).toSorted()).toEqual(
      [another, middling].map(({ decision }) => decision.decisionId).toSorted(),
    )
    expect(raised.flips.find(({ decisionId }) => decisionId === another.decision.decisionId)).toMatchObject({
      subjectTitle: expect.stringContaining('Inverness Dairy'),
      partnerName: 'Brightwater Technology',
      tier: 'Gold',
      productFamily: 'Backup',
      amountMinor: 3_000_000,
      from: { title: 'Approved' },
      to: { title: 'Not approved' },
      because: [{ title: 'Deal below the smallest size' }],
    })
    const lost = ({ name, noLongerGranted }: (typeof raised.byPartner)[number]) => [name, noLongerGranted.amountMinor]
    expect(raised.byPartner.map(lost)).toContainEqual(['Alder Ridge Systems', 2_000_000])
    expect(raised.byProductFamily.map(lost)).toContainEqual(['Network Security', 2_000_000])
    expect(raised.byTier.map(({ name }) => name)).toContain('Silver')
    expect(raised.skipped).toMatchObject([{ reason: 'A person decided in the policy’s place', decisions: 1 }])

    const lowered = await editor.policies.backtests(await minimum(500_000))
    expect(lowered.fourWays.nowGranted.amountMinor).toBe(1_300_000)
    expect(lowered.flips.map(({ decisionId }) => decisionId)).toContain(small.decision.decisionId)
  })

  it('pages of a backtest add up to the whole, newest first', async () => {
    const document = await minimum(4_000_000)
    const found: string[] = []
    let cursor: string | null = null
    let pages = 0
    do {
      const page = await editor.policies.backtests(document, { limit: 2, ...(cursor === null ? {} : { cursor }) })
      found.push(...page.flips.map(({ decisionId }) => decisionId))
      cursor = page.nextCursor
      pages++
    } while (cursor !== null)
    expect(pages).toBe(3)
    expect(found.toSorted()).toEqual([another, middling].map(({ decision }) => decision.decisionId).toSorted())
  })

  it('against what was recorded, an unchanged policy changes nothing', async () => {
    const same = await editor.policies.backtests(await textOf(() => {}), { against: 'recorded' })
    expect(same.flips).toEqual([])
    expect(same.fourWays.grantedStill.amountMinor).toBe(14_000_000)
    expect(large.decision.outcome.type).toBe('approve')
  })

  it('only policy editors ask it: it names partners and what they would lose', async () => {
    const document = await minimum(4_000_000)
    await expect(w.as('alder').policies.backtests(document)).toBeRefused('notAllowed', /vendor’s staff/)
    await expect(w.as('manager').policies.backtests(document)).toBeRefused('notAllowed', /Policy editors/)
    await expect(w.stranger().policies.backtests(document)).toBeRefused('notSignedIn')
    await expect(editor.policies.backtests('{')).toBeRefused('refused', /no mistakes/)
  })

  it('it writes nothing, and its author mends the draft and submits it', async () => {
    const decisions = await w.sql('SELECT 1 FROM parley.decision')
    await editor.policies.backtests(await minimum(4_000_000))
    expect(await w.sql('SELECT 1 FROM parley.decision')).toHaveLength(decisions.length)
    const mended = await editor.policies.submits(moveBoundary('minimumAmountMinor', 'deal.amountMinor', 500_000))
    expect(mended.summary.status).toBe('submitted')
    expect(mended.check.findings).toEqual([])
    expect(mended.check.changes.map(({ what }) => what)).toEqual(['minimumAmountMinor'])
  })
})
