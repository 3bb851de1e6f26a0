import { accrue, afterPostings, earnedOf, payableOf, reduce, release } from '@parley/rules/ledger/postings'
import type { Line } from '@parley/rules/points/commission/allocate'
import type { Ctx } from '../context.ts'
import { type ClaimRow, claimsOfDeal, type DealRow } from '../deals/deal-rows.ts'
import type { DecisionRow } from '../decisions/decision-rows.ts'
import {
  type Asked,
  askByBetterVersion,
  askClaim,
  divide,
  isKnown,
  poolOf,
  recordDecision,
  settingsIn,
} from './claim-decisions.ts'
import { commissionFacts, oncePaid } from './commission-facts.ts'
import { type Books, book, booksOf, type Ground } from './ledger.ts'

/** One claim of a settlement: what the policy says now, what it comes to once paid, and what that is. */
type Part = {
  id: string
  claim: ClaimRow
  now: Asked
  forecast: Asked
  amountMinor: number
  isReleased: boolean
  paidAs: 'commission' | 'margin'
  lines: readonly Line[]
}

type Options = {
  /** The contract shrank before anything was paid: what is owed is settled anew as well, not only what is held. */
  alsoOwed?: boolean
}

/**
 * Settles all claims to a closed deal together and books what follows: what each earns is held until nothing is waited for any more,
 * and then owed. What was released before stays. Ends in whether anything was new; then nothing is recorded otherwise.
 */
export async function settleClaims(ctx: Ctx, deal: DealRow, { alsoOwed = false }: Options = {}): Promise<boolean> {
  const claims = await claimsOfDeal(ctx.tx, deal.id)
  const books = await booksOf(
    ctx.tx,
    claims.map(({ id }) => id),
  )
  const isDone = ({ id }: ClaimRow) => {
    const { everPaidMinor, balances } = books.get(id)!
    return everPaidMinor > 0 || (payableOf(balances) > 0 && !alsoOwed)
  }
  const open = claims.filter((claim) => !isDone(claim))
  if (open.length === 0) return false
  const doneMinor = claims.filter(isDone).reduce((sum, { id }) => sum + earnedOf(books.get(id)!.balances), 0)
  const { parts, pool, asksMinor, totalMinor } = await divideAmong(ctx, deal, open, doneMinor)
  if (!(await isNews(ctx, parts, books))) return false

  const settlementId = ctx.newId()
  await ctx.tx.query(
    `INSERT INTO settlement (id, deal_id, pool_version, settled_before_minor, pool_minor, exposure_minor, total_minor, settled_at, settled_by_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [settlementId, deal.id, pool.version, doneMinor, pool.poolMinor, asksMinor, totalMinor, ctx.now, ctx.actor.name],
  )
  for (const part of parts) await keepPart(ctx, deal, settlementId, part, books.get(part.claim.id)!)
  await ctx.tx.query('UPDATE deal SET version = version + 1 WHERE id = $1', [deal.id])
  return true
}

async function divideAmong(ctx: Ctx, deal: DealRow, open: readonly ClaimRow[], doneMinor: number) {
  const asked: { id: string; now: Asked; forecast: Asked }[] = []
  for (const claim of open) {
    const id = ctx.newId()
    const facts = await commissionFacts(ctx, deal, claim)
    const forecast = await askByBetterVersion(ctx, claim, oncePaid(facts), id)
    asked.push({ id, forecast, now: await askClaim(ctx, claim, forecast.version, facts, claim.id) })
  }
  const known = asked.map(({ forecast }) => forecast).filter(isKnown)
  const pool = poolOf(known) ?? { ...asked[0]!.forecast, poolMinor: 0 }
  const divided = known.length === 0 ? null : divide(settingsIn(pool.policy), known, doneMinor)
  const parts = asked.map(({ id, now, forecast }): Part => {
    const { amountMinor, lines } = divided?.parts[forecast.claim.id] ?? { amountMinor: 0, lines: [] }
    const { outcome, params } = now.row
    const paidAs = forecast.row.params.paidAs === 'margin' ? 'margin' : 'commission'
    const isReleased = outcome === 'earn' && JSON.stringify(params) === JSON.stringify(forecast.row.params)
    return { id, claim: now.claim, now, forecast, amountMinor, lines, paidAs, isReleased }
  })
  return { parts, pool, asksMinor: divided?.exposureMinor ?? 0, totalMinor: divided?.totalMinor ?? 0 }
}

/** Whether anything came out otherwise than the last time, or something is to be booked. */
async function isNews(ctx: Ctx, parts: readonly Part[], books: ReadonlyMap<string, Books>): Promise<boolean> {
  const rows = await ctx.tx.query<{
    claimId: string
    amountMinor: number
    isReleased: boolean
    outcome: string
    because: string[]
  }>(
    `SELECT DISTINCT ON (s.claim_id) s.claim_id AS "claimId", s.amount_minor AS "amountMinor", s.is_released AS "isReleased",
       d.outcome, d.because
     FROM settlement_part s JOIN decision d ON d.id = s.decision_id WHERE s.claim_id = ANY($1) ORDER BY s.claim_id, s.seq DESC`,
    [parts.map(({ claim }) => claim.id)],
  )
  const before = new Map(rows.map((row) => [row.claimId, row]))
  return parts.some(({ claim, amountMinor, isReleased, now, paidAs }) => {
    const last = before.get(claim.id)
    const booked = paidAs === 'margin' || earnedOf(books.get(claim.id)!.balances) === amountMinor
    return (
      !last ||
      !booked ||
      last.amountMinor !== amountMinor ||
      last.isReleased !== isReleased ||
      last.outcome !== now.row.outcome ||
      String(last.because) !== String(now.row.because)
    )
  })
}

async function keepPart(ctx: Ctx, deal: DealRow, settlementId: string, part: Part, { balances }: Books): Promise<void> {
  const { id, claim, amountMinor, isReleased, paidAs, lines } = part
  const now = await recordDecision(ctx, part.now.row)
  const forecast = isReleased ? now : await recordDecision(ctx, part.forecast.row)
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
  const target = paidAs === 'margin' ? 0 : amountMinor
  const change = target - earnedOf(balances)
  const common = { partnerId: claim.partnerId, currency: deal.currency, partId: id }
  const side = (postings: ReturnType<typeof accrue>) => [{ claimId: claim.id, postings }]
  const postings = change >= 0 ? accrue(change) : reduce(balances, -change)
  if (change >= 0) await book(ctx, { ...common, kind: 'accrual', decisionId: now.id, sides: side(postings) })
  else {
    const ground = groundOf(forecast, lines)
    await book(ctx, { ...common, kind: 'reduction', decisionId: forecast.id, ground, sides: side(postings) })
  }
  if (!isReleased) return
  const sides = side(release(afterPostings(balances, postings)))
  await book(ctx, { ...common, kind: 'release', decisionId: now.id, sides })
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
