import type { StatementCheck } from '@parley/contract/statements'
import { shareOf } from '@parley/rules/derived/arithmetic'
import { formatMoney, formatRate } from '@parley/rules/format'
import { replayOne } from '../audit/replay-decisions.ts'
import type { Ctx } from '../context.ts'
import type { ClaimRow } from '../deals/deal-rows.ts'
import type { DecisionRow } from '../decisions/decision-rows.ts'
import { loadPolicy } from '../policies/policy-in-force.ts'
import { divide, settingsIn } from './claim-decisions.ts'
import { decisionsOf } from './read-statement.ts'
import { type LineRow, readLines, readStatementRow } from './statement-rows.ts'
import type { PaymentStep } from './step-words.ts'

/** `owedBeforeMinor`: what was owed for the claim when this was booked. */
type Entry = {
  id: string
  amountMinor: number
  kind: string
  partId: string | null
  owedBeforeMinor: number
  /** What the claim earned by then, and what of it waited then. */
  earnedMinor: number
  heldMinor: number
}

/**
 * Computes a statement anew: its total from its lines, each line from its steps and its ledger entry, each rate from its base, each
 * decision from its facts; for the staff also the division of the pool over all claims. Says in words what doesn't come out the same.
 */
export async function checkStatement(ctx: Ctx, id: string): Promise<StatementCheck> {
  const { totalMinor, currency } = await readStatementRow(ctx, id)
  const money = (amountMinor: number) => formatMoney(amountMinor, { locale: ctx.locale, currency })
  const lines = await readLines(ctx, 'statement_id', id)
  const decisions = await decisionsOf(
    ctx,
    lines.map(({ decisionId }) => decisionId),
  )
  const entries = await ctx.tx.query<Entry>(
    `SELECT e.id, e.amount_minor AS "amountMinor", j.kind, j.settlement_part_id AS "partId",
       (SELECT coalesce(-sum(b.amount_minor), 0)::bigint FROM ledger_entry b JOIN journal k ON k.id = b.journal_id
        WHERE b.claim_id = e.claim_id AND b.account = 'payable' AND k.seq < j.seq) AS "owedBeforeMinor", b."earnedMinor", b."heldMinor"
     FROM ledger_entry e JOIN journal j ON j.id = e.journal_id
       CROSS JOIN LATERAL (SELECT coalesce(sum(o.amount_minor) FILTER (WHERE o.account = 'expense'), 0)::bigint AS "earnedMinor",
         coalesce(-sum(o.amount_minor) FILTER (WHERE o.account = 'held'), 0)::bigint AS "heldMinor"
         FROM ledger_entry o JOIN journal k ON k.id = o.journal_id WHERE o.claim_id = e.claim_id AND k.seq <= j.seq) b
     WHERE e.id = ANY($1)`,
    [lines.map(({ entryId }) => entryId)],
  )
  const findings: string[] = []
  const sum = lines.reduce((all, { amountMinor }) => all + amountMinor, 0)
  if (sum !== totalMinor) findings.push(`The lines add up to ${money(sum)}, and the total says ${money(totalMinor)}.`)
  for (const line of lines) {
    const entry = entries.find((each) => each.id === line.entryId)
    const found = [
      ...checkLine(line, entry, ctx.locale, money),
      ...(await checkDecision(ctx, decisions.get(line.decisionId)!, line)),
      ...(ctx.actor.audience === 'partner' ? [] : await checkDivision(ctx, line, entry)),
    ]
    findings.push(...found.map((finding) => `Line ${line.position}: ${finding}`))
  }
  return { recomputes: findings.length === 0, lines: lines.length, totalMinor, findings }
}

function checkLine(
  { steps, amountMinor, kind }: LineRow,
  entry: Entry | undefined,
  locale: string,
  money: (amountMinor: number) => string,
): string[] {
  const sum = steps.reduce((all, step) => all + step.amountMinor, 0)
  return [
    ...(sum === amountMinor ? [] : [`its steps add up to ${money(sum)}, and it says ${money(amountMinor)}.`]),
    ...(entry && entry.amountMinor === -amountMinor && entry.kind === kind ? [] : ['the ledger has no such entry.']),
    ...steps.flatMap((step) =>
      step.of === 'rate' && shareOf(step.rateBps, step.baseMinor) !== step.amountMinor
        ? [`${formatRate(step.rateBps, locale)} of ${money(step.baseMinor)} isn’t ${money(step.amountMinor)}.`]
        : [],
    ),
    ...(entry && kind === 'release' && -beforeOf(steps) !== entry.owedBeforeMinor && beforeOf(steps) !== 0
      ? [`what was released before was ${money(entry.owedBeforeMinor)}.`]
      : []),
    ...(entry ? steps.flatMap((step) => (step.of === 'payment' ? checkPayment(step, entry, money) : [])) : []),
  ]
}

/** What of the share stands on an earlier line: below zero, because it's taken off this one. */
const beforeOf = (steps: LineRow['steps']) => steps.find((step) => step.of === 'before')?.amountMinor ?? 0
/** What of the share waits, or stands on an earlier line, because the customer pays in parts. */
const restOf = (steps: LineRow['steps']) => steps.find((step) => step.of === 'payment')?.amountMinor ?? 0

/** After this booking as much of the share is released as the customer had paid of the contract, rounded down. */
function checkPayment(
  { paidMinor, netMinor }: PaymentStep,
  { earnedMinor, heldMinor }: Entry,
  money: (amountMinor: number) => string,
): string[] {
  const due = Number((BigInt(earnedMinor) * BigInt(paidMinor)) / BigInt(netMinor))
  const released = earnedMinor - heldMinor
  return released === due ? [] : [`by what the customer has paid ${money(due)} is owed, and ${money(released)} was.`]
}

/** The decision comes out the same from its facts, and has the rules that the steps name. */
async function checkDecision(ctx: Ctx, decision: DecisionRow, { steps }: LineRow): Promise<string[]> {
  if (decision.policyVersion === null) return []
  const policy = await loadPolicy(ctx.tx, decision.point, decision.policyVersion)
  const unknown = steps
    .flatMap((step) => ('rules' in step ? step.rules : []))
    .filter((rule) => !policy.rules.some(({ id }) => id === rule))
  const again = await replayOne(ctx.tx, { ...decision, policyVersion: decision.policyVersion })
  return [...unknown.map((rule) => `its version of the rules has no rule ${rule}.`), ...again]
}

type PartRow = {
  claimId: string
  forecastId: string
  amountMinor: number
  /** By which the claim was settled; its decision may be a person's. */
  policyVersion: number
  poolVersion: number
  doneMinor: number
}

/** All claims of the settlement, divided again from their decisions: each comes to what was kept. */
async function checkDivision(
  ctx: Ctx,
  { kind, amountMinor, claimId, steps }: LineRow,
  entry: Entry | undefined,
): Promise<string[]> {
  if (kind !== 'release' || !entry?.partId) return []
  const parts = await ctx.tx.query<PartRow>(
    `SELECT o.claim_id AS "claimId", o.forecast_id AS "forecastId", o.amount_minor AS "amountMinor", o.policy_version AS "policyVersion",
       t.pool_version AS "poolVersion",
       t.settled_before_minor AS "doneMinor"
     FROM settlement_part s JOIN settlement_part o ON o.settlement_id = s.settlement_id JOIN settlement t ON t.id = s.settlement_id
     WHERE s.id = $1`,
    [entry.partId],
  )
  const { poolVersion, doneMinor } = parts[0]!
  const decisions = await decisionsOf(
    ctx,
    parts.map(({ forecastId }) => forecastId),
  )
  const known = parts.filter(({ forecastId }) => decisions.get(forecastId)!.outcome !== 'informationNeeded')
  const asked = []
  for (const part of known) {
    const row = decisions.get(part.forecastId)!
    asked.push({
      claim: { id: part.claimId } as ClaimRow,
      version: part.policyVersion,
      policy: await loadPolicy(ctx.tx, 'commission', part.policyVersion),
      facts: row.facts,
      row,
    })
  }
  const settings = settingsIn(await loadPolicy(ctx.tx, 'commission', poolVersion))
  const divided = divide(settings, asked, doneMinor)
  return [
    ...(divided.parts[claimId]?.amountMinor === amountMinor - beforeOf(steps) - restOf(steps)
      ? []
      : ['dividing the pool again gives it another amount.']),
    ...known
      .filter((part) => divided.parts[part.claimId]?.amountMinor !== part.amountMinor)
      .map(() => 'another part of its settlement comes out differently.'),
  ]
}
