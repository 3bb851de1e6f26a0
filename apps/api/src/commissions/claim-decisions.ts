import { settingsOf } from '@parley/rules/cases'
import { shareOf } from '@parley/rules/derived/arithmetic'
import type { Facts } from '@parley/rules/point'
import { type Allocated, allocate } from '@parley/rules/points/commission/allocate'
import type { Policy } from '@parley/rules/policy'
import { claimOf, type Claim as RulesClaim, type Settings } from '@parley/rules/together'
import type { Ctx } from '../context.ts'
import type { ClaimRow } from '../deals/deal-rows.ts'
import { decideByPolicy, foreseeByPolicy, toDecision } from '../decisions/decide-by-policy.ts'
import { outcomeOf } from '../decisions/decision-card.ts'
import { type DecisionRow, decisionParams, insertDecision } from '../decisions/decision-rows.ts'
import { pointOf } from '../policies/decision-point.ts'
import { policyInForce } from '../policies/policy-in-force.ts'

/** A claim as one version of the policy decides it, not recorded yet. */
export type Asked = { claim: ClaimRow; version: number; policy: Policy; facts: Facts; row: DecisionRow }

const point = pointOf('commission')

/** Asks what a claim earns by a version. Records nothing. */
export type Ask = (ctx: Ctx, claim: ClaimRow, version: number, facts: Facts, subjectId: string) => Promise<Asked>

const askBy =
  (decides: typeof decideByPolicy): Ask =>
  async (ctx, claim, version, facts, subjectId) => {
    const subject = { subjectId, partnerId: claim.partnerId, supersedes: null }
    const { row, policy } = await decides(ctx, 'commission', { version, activeFrom: ctx.now }, facts, subject)
    return { claim, version, policy, facts, row }
  }
export const askClaim = askBy(decideByPolicy)
/** The same to look whether anything is new: never to be recorded. */
export const foreseeClaim = askBy(foreseeByPolicy)

/** Records a decision; it supersedes the one before about the same subject. */
export async function recordDecision(ctx: Ctx, row: DecisionRow): Promise<DecisionRow> {
  const [before] = await ctx.tx.query<{ id: string }>(
    `SELECT d.id FROM decision d WHERE d.subject_id = $1 AND d.point = $2
       AND NOT EXISTS (SELECT FROM decision s WHERE s.supersedes = d.id) ORDER BY d.seq DESC LIMIT 1`,
    [row.subjectId, row.point],
  )
  const recorded = { ...row, supersedes: before?.id ?? null }
  await ctx.tx.query(insertDecision(1), decisionParams(recorded))
  ctx.tx.decided(recorded)
  return recorded
}

export const settingsIn = (policy: Policy): Settings => settingsOf(point, policy)

/** The claim as the allocation takes it; every claim is a claimant of its own, also where a partner has two. */
export const toRulesClaim = ({
  claim,
  policy,
  facts,
  row,
}: Pick<Asked, 'claim' | 'policy' | 'facts' | 'row'>): RulesClaim =>
  claimOf(point, policy, claim.id, facts, toDecision(row))

export type Divided = Exclude<Allocated, { result: 'informationNeeded' }>

/** Splits the pool over claims of which all is known. `doneMinor` was given out of it before, and isn't divided again. */
export function divide(settings: Settings, asked: readonly Asked[], doneMinor = 0): Divided {
  const claims = asked.map(toRulesClaim)
  const whole = allocated(settings, claims)
  if (doneMinor === 0) return whole
  const left = allocated({ ...settings, poolMinor: Math.max(0, whole.poolMinor - doneMinor) }, claims)
  const net = Number(asked[0]?.facts['deal.netAmountMinor'] ?? 0)
  const setting = shareOf(Number(settings.poolRateBps), net) < Number(settings.poolMinor) ? 'poolRateBps' : 'poolMinor'
  const parts = Object.entries(left.parts).map(([claimant, { amountMinor, lines }]) => {
    const named = lines.map((line) => (line.of === 'pool' ? ({ ...line, setting } as const) : line))
    return [claimant, { amountMinor, lines: named }] as const
  })
  return { ...left, poolMinor: whole.poolMinor, parts: Object.fromEntries(parts) }
}

function allocated(settings: Settings, claims: readonly RulesClaim[]): Divided {
  const result = allocate(settings, claims)
  if (result.result === 'informationNeeded') throw new Error('A claim of which not all is known was to be settled.')
  return result
}

export const isKnown = ({ row }: Pick<Asked, 'row'>): boolean => row.outcome !== 'informationNeeded'

/** What the claim would get alone, and how good its outcome is: nobody else's claim changes which version is better for it. */
const worthOf = (asked: Asked): [favour: number, amountMinor: number] => [
  outcomeOf(point, asked.row).favour,
  isKnown(asked) ? divide(settingsIn(asked.policy), [asked]).totalMinor : 0,
]

/**
 * The claim by the version that was promised when it was approved, unless the one in force now is better for the partner. Once a
 * deal was settled, its claims stay with their version.
 */
export async function askByBetterVersion(
  ctx: Ctx,
  claim: ClaimRow,
  facts: Facts,
  subjectId: string,
  ask: Ask = askClaim,
): Promise<Asked> {
  const promised = await ask(ctx, claim, claim.settledVersion ?? claim.promisedVersion, facts, subjectId)
  if (claim.settledVersion !== null) return promised
  const { version } = await policyInForce(ctx.tx, 'commission', ctx.now)
  if (version === promised.version) return promised
  const newer = await ask(ctx, claim, version, facts, subjectId)
  const [before, after] = [worthOf(promised), worthOf(newer)]
  const better = after[0] !== before[0] ? after[0] > before[0] : after[1] > before[1]
  return better ? newer : promised
}

/** Of the versions by which these claims are settled, the one whose pool is largest: no promise is smaller than it was made. */
export function poolOf(asked: readonly Asked[]): { version: number; policy: Policy; poolMinor: number } | null {
  const pools = asked.map((each) => ({
    version: each.version,
    policy: each.policy,
    poolMinor: divide(settingsIn(each.policy), asked).poolMinor,
  }))
  return pools.toSorted((a, b) => b.poolMinor - a.poolMinor || a.version - b.version)[0] ?? null
}
