import {
  accrue,
  afterPostings,
  type Balances,
  earnedOf,
  type Lessening,
  mostLowered,
  reduce,
  release,
} from '@parley/rules/ledger/postings'
import type { Line } from '@parley/rules/points/commission/allocate'
import type { Ctx } from '../context.ts'
import type { DealRow } from '../deals/deal-rows.ts'
import type { DecisionRow } from '../decisions/decision-rows.ts'
import { leaveMessage } from '../outbox/leave-message.ts'
import { recordDecision } from './claim-decisions.ts'
import { type Books, book, type Ground } from './ledger.ts'
import { releaseByPayments } from './release-by-payments.ts'
import { divideAmong, newsOf, type Part, readStandings, stillOpen } from './settlement.ts'

type Options = {
  /** The contract shrank before anything was paid: what is owed is settled anew as well, not only what is held. */
  alsoOwed?: boolean
  /** What an event took off the contract: then what waits of a share that is paid out in parts is settled anew, too. */
  lessening?: Lessening
}

/**
 * Settles all claims to a closed deal together and books what follows: what each earns is held until nothing is waited for any more,
 * and then owed; of what waits for the customer's payment alone, as much as it has paid. What was released before stays. Ends in whether
 * anything was new; then nothing is recorded otherwise.
 */
export async function settleClaims(ctx: Ctx, deal: DealRow, options: Options = {}): Promise<boolean> {
  const isNew = await settleOpen(ctx, deal, options)
  return (await releaseByPayments(ctx, deal)) || isNew
}

async function settleOpen(ctx: Ctx, deal: DealRow, { alsoOwed = false, lessening }: Options): Promise<boolean> {
  const [standing] = await readStandings(ctx, [deal])
  const { books, open, doneMinor: givenMinor } = stillOpen(standing!, alsoOwed, lessening !== undefined)
  if (open.length === 0) return false
  const { parts, pool, doneMinor, asksMinor, totalMinor } = await divideAmong(ctx, standing!, open, givenMinor)
  const news = newsOf(parts, standing!)
  if (news.size === 0) return false

  const settlementId = ctx.newId()
  await ctx.tx.query(
    `INSERT INTO settlement (id, deal_id, pool_version, settled_before_minor, pool_minor, exposure_minor, total_minor, settled_at, settled_by_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [settlementId, deal.id, pool.version, doneMinor, pool.poolMinor, asksMinor, totalMinor, ctx.now, ctx.actor.name],
  )
  for (const part of parts) {
    const loweredMinor = await keepPart(ctx, deal, settlementId, part, books.get(part.claim.id)!, lessening)
    if (news.has(part.claim.id)) await tellOfPart(ctx, deal, part, loweredMinor)
  }
  await ctx.tx.query('UPDATE deal SET version = version + 1 WHERE id = $1', [deal.id])
  return true
}

/** What settling anew would take from each claim now, and by what. Records and books nothing. */
export async function whatWouldLower(
  ctx: Ctx,
  deal: DealRow,
): Promise<{ claimId: string; lowersMinor: number; ground: Ground }[]> {
  const [standing] = await readStandings(ctx, [deal])
  const { books, open, doneMinor } = stillOpen(standing!, true)
  if (open.length === 0) return []
  const { parts } = await divideAmong(ctx, standing!, open, doneMinor)
  return parts.flatMap(({ claim, amountMinor, paidAs, forecast, lines }) => {
    const lowersMinor = earnedOf(books.get(claim.id)!.balances) - (paidAs === 'margin' ? 0 : amountMinor)
    return lowersMinor > 0 ? [{ claimId: claim.id, lowersMinor, ground: groundOf(forecast.row, lines) }] : []
  })
}

/** A person's answer is on record already. */
const recordOnce = (ctx: Ctx, row: DecisionRow): Promise<DecisionRow> =>
  row.policyVersion === null ? Promise.resolve(row) : recordDecision(ctx, row)

/** Records and books it. Ends in by how much the share fell. */
async function keepPart(
  ctx: Ctx,
  deal: DealRow,
  settlementId: string,
  part: Part,
  { balances, everPaidMinor, isInParts }: Books,
  lessening: Lessening | undefined,
): Promise<number> {
  const { id, claim, amountMinor, isReleased, paidAs, lines } = part
  const now = await recordOnce(ctx, part.now.row)
  const forecast = isReleased ? now : await recordOnce(ctx, part.forecast.row)
  await ctx.tx.query(
    `INSERT INTO settlement_part (id, settlement_id, claim_id, partner_id, decision_id, forecast_id, policy_version, amount_minor,
       is_released, paid_as, lines) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[id, settlementId, claim.id, claim.partnerId, now.id, forecast.id, part.forecast.version, amountMinor],
      ...[isReleased, paidAs, JSON.stringify(lines)],
    ],
  )
  await ctx.tx.query('UPDATE claim SET settled_version = $2, version = version + 1 WHERE id = $1', [
    claim.id,
    part.forecast.version,
  ])
  const most = lessening && mostLowered(balances, lessening)
  const change = changeOf(paidAs === 'margin' ? 0 : amountMinor, balances, everPaidMinor > 0 ? most : undefined)
  const common = { partnerId: claim.partnerId, currency: deal.currency, partId: id }
  const side = (postings: ReturnType<typeof accrue>) => [{ claimId: claim.id, postings }]
  const postings = change >= 0 ? accrue(change) : reduce(balances, -change, most?.ofOwedMinor)
  if (change >= 0) await book(ctx, { ...common, kind: 'accrual', decisionId: now.id, sides: side(postings) })
  else {
    // What lowers a person's amount is the pool: the policy's own answer names the version that has it.
    const decided = forecast.policyVersion === null ? await recordDecision(ctx, part.byPolicy.row) : forecast
    const ground = groundOf({ ...forecast, policyVersion: part.byPolicy.version }, lines)
    await book(ctx, { ...common, kind: 'reduction', decisionId: decided.id, ground, sides: side(postings) })
  }
  const sides = isReleased && !isInParts ? side(release(afterPostings(balances, postings))) : []
  await book(ctx, { ...common, kind: 'release', decisionId: now.id, sides })
  return Math.max(0, -change)
}

/** By how much a share changes; one that is paid out in parts only falls, and by no more than what goes with what the contract lost. */
function changeOf(targetMinor: number, balances: Balances, most: ReturnType<typeof mostLowered> | undefined): number {
  const change = targetMinor - earnedOf(balances)
  return most ? Math.min(0, Math.max(change, -most.ofHeldMinor - most.ofOwedMinor)) : change
}

/** Its partner hears what was decided; of a share that fell, by which rule. */
async function tellOfPart(
  ctx: Ctx,
  { currency }: DealRow,
  { claim, now, forecast, amountMinor, isReleased, paidAs, lines }: Part,
  loweredMinor: number,
): Promise<void> {
  const about = { subjectId: claim.id, partnerId: claim.partnerId }
  if (loweredMinor > 0) {
    const { rule, setting } = groundOf(forecast.row, lines)
    const payload = {
      decisionId: isReleased ? now.row.id : forecast.row.id,
      amountMinor: loweredMinor,
      currency,
      rule,
      setting,
    }
    return leaveMessage(ctx, { ...about, topic: 'claim.reduced', payload })
  }
  const payload = { decisionId: now.row.id, amountMinor, currency, isReleased, paidAs }
  await leaveMessage(ctx, { ...about, topic: 'claim.decided', payload })
}

/** What lowers a share: the rule that says nothing is earned, the last step down, or the pool. */
export function groundOf({ outcome, because, policyVersion }: DecisionRow, lines: readonly Line[]): Ground {
  const version = policyVersion!
  const byRule = (rule: string): Ground => ({ point: 'commission', version, rule, setting: null })
  if (outcome !== 'earn') return byRule(because[0]!)
  const down = lines.findLast(({ amountMinor }) => amountMinor < 0)
  if (down?.of === 'pool') return { point: 'commission', version, rule: null, setting: down.setting }
  const rules = down?.rules ?? lines.flatMap((line) => (line.of === 'pool' ? [] : line.rules))
  return byRule(rules.find((rule) => because.includes(rule)) ?? because[0]!)
}
