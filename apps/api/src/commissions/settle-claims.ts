import { accrue, afterPostings, earnedOf, payableOf, reduce, release } from '@parley/rules/ledger/postings'
import type { Line } from '@parley/rules/points/commission/allocate'
import type { Ctx } from '../context.ts'
import { type ClaimRow, claimsOfDeal, type DealRow } from '../deals/deal-rows.ts'
import type { DecisionRow } from '../decisions/decision-rows.ts'
import { leaveMessage } from '../outbox/leave-message.ts'
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
import { readPersonsAnswers } from './persons-answers.ts'

/** One claim of a settlement: what the policy says now, what it comes to once paid, and what that is. */
type Part = {
  id: string
  claim: ClaimRow
  now: Asked
  forecast: Asked
  /** What the policy itself says once paid: it leaves some claims to a person, whose answer the two above have then. */
  byPolicy: Asked
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
  const { books, open, doneMinor } = await stillOpen(ctx, deal, alsoOwed)
  if (open.length === 0) return false
  const { parts, pool, asksMinor, totalMinor } = await divideAmong(ctx, deal, open, doneMinor)
  const news = await newsOf(ctx, parts, books)
  if (news.size === 0) return false

  const settlementId = ctx.newId()
  await ctx.tx.query(
    `INSERT INTO settlement (id, deal_id, pool_version, settled_before_minor, pool_minor, exposure_minor, total_minor, settled_at, settled_by_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [settlementId, deal.id, pool.version, doneMinor, pool.poolMinor, asksMinor, totalMinor, ctx.now, ctx.actor.name],
  )
  for (const part of parts) {
    const loweredMinor = await keepPart(ctx, deal, settlementId, part, books.get(part.claim.id)!)
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
  const { books, open, doneMinor } = await stillOpen(ctx, deal, true)
  if (open.length === 0) return []
  const { parts } = await divideAmong(ctx, deal, open, doneMinor)
  return parts.flatMap(({ claim, amountMinor, paidAs, forecast, lines }) => {
    const lowersMinor = earnedOf(books.get(claim.id)!.balances) - (paidAs === 'margin' ? 0 : amountMinor)
    return lowersMinor > 0 ? [{ claimId: claim.id, lowersMinor, ground: groundOf(forecast.row, lines) }] : []
  })
}

/** The claims that a settlement divides the pool among, and what was given out of it before. */
async function stillOpen(ctx: Ctx, deal: DealRow, alsoOwed: boolean) {
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
  const doneMinor = claims.filter(isDone).reduce((sum, { id }) => sum + earnedOf(books.get(id)!.balances), 0)
  return { books, open, doneMinor }
}

async function divideAmong(ctx: Ctx, deal: DealRow, open: readonly ClaimRow[], doneMinor: number) {
  const asked: Pick<Part, 'id' | 'now' | 'forecast' | 'byPolicy'>[] = []
  const persons = await readPersonsAnswers(
    ctx,
    open.map(({ id }) => id),
  )
  for (const claim of open) {
    const id = ctx.newId()
    const facts = await commissionFacts(ctx, deal, claim)
    const byPolicy = await askByBetterVersion(ctx, claim, oncePaid(facts), id)
    const now = await askClaim(ctx, claim, byPolicy.version, facts, claim.id)
    const person = persons.get(claim.id)
    const answered = (each: Asked) => (person && each.row.outcome === 'review' ? { ...each, row: person } : each)
    asked.push({ id, byPolicy, forecast: answered(byPolicy), now: answered(now) })
  }
  const known = asked.map(({ forecast }) => forecast).filter(isKnown)
  const pool = poolOf(known) ?? { ...asked[0]!.forecast, poolMinor: 0 }
  const divided = known.length === 0 ? null : divide(settingsIn(pool.policy), known, doneMinor)
  const parts = asked.map(({ id, now, forecast, byPolicy }): Part => {
    const { amountMinor, lines } = divided?.parts[forecast.claim.id] ?? { amountMinor: 0, lines: [] }
    const { outcome, params } = now.row
    const paidAs = forecast.row.params.paidAs === 'margin' ? 'margin' : 'commission'
    const isReleased = outcome === 'earn' && JSON.stringify(params) === JSON.stringify(forecast.row.params)
    return { id, claim: now.claim, now, forecast, byPolicy, amountMinor, lines, paidAs, isReleased }
  })
  return { parts, pool, asksMinor: divided?.exposureMinor ?? 0, totalMinor: divided?.totalMinor ?? 0 }
}

/** The claims of which anything came out otherwise than the last time, or something is to be booked. */
async function newsOf(ctx: Ctx, parts: readonly Part[], books: ReadonlyMap<string, Books>): Promise<Set<string>> {
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
  const isNews = ({ claim, amountMinor, isReleased, now, paidAs }: Part) => {
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
  }
  return new Set(parts.filter(isNews).map(({ claim }) => claim.id))
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
  { balances }: Books,
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
  const target = paidAs === 'margin' ? 0 : amountMinor
  const change = target - earnedOf(balances)
  const common = { partnerId: claim.partnerId, currency: deal.currency, partId: id }
  const side = (postings: ReturnType<typeof accrue>) => [{ claimId: claim.id, postings }]
  const postings = change >= 0 ? accrue(change) : reduce(balances, -change)
  if (change >= 0) await book(ctx, { ...common, kind: 'accrual', decisionId: now.id, sides: side(postings) })
  else {
    // What lowers a person's amount is the pool: the policy's own answer names the version that has it.
    const decided = forecast.policyVersion === null ? await recordDecision(ctx, part.byPolicy.row) : forecast
    const ground = groundOf({ ...forecast, policyVersion: part.byPolicy.version }, lines)
    await book(ctx, { ...common, kind: 'reduction', decisionId: decided.id, ground, sides: side(postings) })
  }
  const sides = isReleased ? side(release(afterPostings(balances, postings))) : []
  await book(ctx, { ...common, kind: 'release', decisionId: now.id, sides })
  return Math.max(0, -change)
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
