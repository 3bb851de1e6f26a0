import { activatePolicy, rollBackPolicy } from '../policies/activate-policy.ts'
import { approvePolicy } from '../policies/review-policy.ts'
import { savePolicyDraft } from '../policies/save-policy-draft.ts'
import { startPolicyDraft } from '../policies/start-policy-draft.ts'
import { submitPolicyDraft } from '../policies/submit-policy-draft.ts'
import { staff } from './cast.ts'
import { type Texts, withCaseNames, withCaseNumbers, withParameter } from './policy-text.ts'
import type { Stage } from './stage.ts'

const point = 'registration'

/** What became of the rules in half a year: one change that stayed, one that was undone, one that waits, one half written. */
export function playPolicyChanges(stage: Stage): void {
  stage.cue(stage.at(-84, 11), () =>
    submit(
      stage,
      smallerDeals,
      'Partners’ first deals are mostly between $5,000 and $10,000. Protecting them costs us nothing and brings newcomers in.',
    ),
  )
  stage.cue(stage.at(-81, 15), () => approve(stage, 2, 'Checked with finance.'))
  stage.cue(stage.at(-79, 6), () => activate(stage, 2))

  stage.cue(stage.at(-47, 10), () =>
    submit(
      stage,
      twoMeetings,
      'Two meetings before a registration: we see too many that are a name from a trade fair.',
    ),
  )
  stage.cue(stage.at(-46, 9), () => approve(stage, 3))
  stage.cue(stage.at(-46, 10), () => activate(stage, 3))
  stage.cue(stage.at(-38, 16), () =>
    stage.as(staff.approver, null, async (ctx) => {
      const reason =
        'Integrators meet a customer once and then by video. Eleven good deals waited for a second meeting.'
      await rollBackPolicy(ctx, { point, version: 2, reason })
    }),
  )

  stage.cue(stage.at(-2, 14), () =>
    submit(
      stage,
      longerForGold,
      'Gold partners ask for four months, as Platinum has: enterprise deals take longer than they did.',
    ),
  )
  stage.cue(stage.at(-1, 9), () => keepHalfWritten(stage))
}

const smallerDeals = (texts: Texts): Texts =>
  withCaseNumbers(withParameter(texts, 'minimumAmountMinor', 500_000), 'deal.amountMinor', [
    [999_999, 499_999],
    [1_000_000, 500_000],
  ])

const twoMeetings = (texts: Texts): Texts =>
  withCaseNumbers(withParameter(texts, 'minimumMeetings', 2), 'deal.meetingsHeld', [
    [0, 1],
    [1, 2],
  ])

const longerForGold = (texts: Texts): Texts =>
  withCaseNames(
    withCaseNumbers(withParameter(texts, 'protectionGoldDays', 120), 'protectionDays', [[105, 120]]),
    'approved for 105 days',
    'approved for 120 days',
  )

function submit(stage: Stage, edit: (texts: Texts) => Texts, note: string): Promise<void> {
  return stage.as(staff.editor, null, async (ctx) => {
    const draft = await startPolicyDraft(ctx, { point })
    const saved = await savePolicyDraft(ctx, { id: draft.id, ifMatch: draft.version, ...edit(draft) })
    await submitPolicyDraft(ctx, { id: draft.id, ifMatch: saved.version, note })
  })
}

function approve(stage: Stage, version: number, note?: string): Promise<void> {
  return stage.as(staff.approver, null, async (ctx) => {
    await approvePolicy(ctx, { point, version, note })
  })
}

function activate(stage: Stage, version: number): Promise<void> {
  return stage.as(staff.approver, null, async (ctx) => {
    await activatePolicy(ctx, { point, version })
  })
}

function keepHalfWritten(stage: Stage): Promise<void> {
  return stage.as(staff.editor, null, async (ctx) => {
    const draft = await startPolicyDraft(ctx, { point: 'protection' })
    const edited = withParameter(draft, 'noticeDays', 21)
    await savePolicyDraft(ctx, { id: draft.id, ifMatch: draft.version, document: edited.document, cases: draft.cases })
  })
}
