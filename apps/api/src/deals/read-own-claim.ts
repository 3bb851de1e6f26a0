import type { ClaimBooking, OwnBooking, OwnClaim, OwnPaper } from '@parley/contract/earnings'
import type { LedgerAccount } from '@parley/rules/ledger/postings'
import { notFound } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { readCard } from '../decisions/decision-card.ts'
import { type DecisionRow, decisionColumns } from '../decisions/decision-rows.ts'
import { loadPolicy } from '../policies/policy-in-force.ts'
import { ownOnly } from '../transaction.ts'
import { toClaims } from './claim-view.ts'
import { type ClaimRow, readClaims } from './deal-rows.ts'

/** One of the reader's claims: what it earns and why, on whose paper, and each booking with the rule that lowered it. */
export async function readOwnClaim(ctx: Ctx, id: string): Promise<OwnClaim> {
  const [row] = await readClaims(ctx.tx, 'WHERE c.id = $1', [id])
  if (!row) throw notFound('claim')
  const [view] = await toClaims(ctx, [row], readCard)
  return { ...view!, paper: await readOwnPaper(ctx, row), bookings: await readBookings(ctx, row) }
}

const papers = ['vendor', 'partner', 'distributor', 'marketplace'] as const

/**
 * What its settled claim rests on; before that, the latest answer about the paper that was given about this partner. Whose contract it is
 * says who sells: whoever doesn't, and wasn't asked about, isn't told.
 */
async function readOwnPaper(ctx: Ctx, claim: ClaimRow): Promise<OwnPaper> {
  const { id, dealId, partnerId } = claim
  const [settled] = await ctx.tx.query<{ paper: string | null; isSeller: boolean; paidAs: 'commission' | 'margin' }>(
    `SELECT d.facts->>'deal.paper' AS paper, d.facts->>'claim.orderThroughYou' = 'true' AS "isSeller", s.paid_as AS "paidAs" FROM settlement_part s JOIN decision d ON d.id = s.decision_id
     WHERE s.claim_id = $1 AND ${ownOnly('s.partner_id', 2)} ORDER BY s.seq DESC LIMIT 1`,
    [id, ctx.tx.partnerId],
  )
  const [asked] = await ctx.tx.query<DecisionRow>(
    `SELECT ${decisionColumns} FROM decision d WHERE d.subject_id = $1 AND d.partner_id = $2 AND d.point = 'paper' ORDER BY d.seq DESC LIMIT 1`,
    [dealId, partnerId],
  )
  const known = papers.find((each) => each === (settled?.paper ?? asked?.outcome)) ?? null
  const holds = asked && (!settled || asked.outcome === known)
  const paper = holds || settled?.isSeller ? known : null
  const earns = holds && paper ? (asked.params.earns as OwnPaper['earns']) : (settled?.paidAs ?? null)
  return { paper, earns, decision: holds ? await readCard(ctx, asked, claim) : null }
}

type BookingRow = {
  id: string
  kind: Exclude<ClaimBooking, 'cameBack'>
  bookedOn: string
  point: string | null
  version: number | null
  rule: string | null
  setting: string | null
  decisionId: string | null
  statementId: string | null
  reference: string
  sums: Partial<Record<LedgerAccount, number>>
}

async function readBookings(ctx: Ctx, claim: ClaimRow): Promise<OwnBooking[]> {
  const rows = await ctx.tx.query<BookingRow>(
    `SELECT j.id, j.kind, j.booked_on AS "bookedOn", j.policy_point AS point, j.policy_version AS version, j.rule, j.setting,
       j.decision_id AS "decisionId", s.id AS "statementId", s.reference, e.sums
     FROM (SELECT x.journal_id, jsonb_object_agg(x.account, x.sum) AS sums FROM (SELECT y.journal_id, y.account, sum(y.amount_minor) AS sum
         FROM ledger_entry y WHERE y.claim_id = $1 AND ${ownOnly('y.partner_id', 2)} GROUP BY y.journal_id, y.account) x GROUP BY x.journal_id) e
       JOIN journal j ON j.id = e.journal_id LEFT JOIN payout o ON o.journal_id = j.id LEFT JOIN statement s ON s.id = o.statement_id
     ORDER BY j.seq`,
    [claim.id, ctx.tx.partnerId],
  )
  const ids = rows.flatMap(({ decisionId }) => decisionId ?? [])
  const decisions = await ctx.tx.query<DecisionRow>(
    `SELECT ${decisionColumns} FROM decision d WHERE d.id = ANY($1) AND ${ownOnly('d.partner_id', 2)}`,
    [ids, ctx.tx.partnerId],
  )
  const bookings: OwnBooking[] = []
  for (const row of rows) bookings.push(await toBooking(ctx, claim, row, decisions))
  return bookings
}

async function toBooking(
  ctx: Ctx,
  claim: ClaimRow,
  row: BookingRow,
  decisions: readonly DecisionRow[],
): Promise<OwnBooking> {
  const { id, bookedOn, version, decisionId, statementId, reference } = row
  const lowers = row.kind === 'reduction' || row.kind === 'clawback'
  const decision = lowers ? decisions.find((each) => each.id === decisionId) : undefined
  return {
    id,
    bookedOn,
    ...amountOf(row),
    rule: await ruleOf(ctx, row),
    policyVersion: version,
    decision: decision ? await readCard(ctx, decision, claim) : null,
    statement: statementId === null ? null : { id: statementId, reference },
  }
}

/** What the booking is about for the claim: the account that it is named after, as its partner counts. */
function amountOf({ kind, sums }: BookingRow): Pick<OwnBooking, 'kind' | 'amountMinor'> {
  const { expense = 0, held = 0, payable = 0, paid = 0, clawback = 0 } = sums
  if (kind === 'accrual') return { kind, amountMinor: -held }
  if (kind === 'release' || kind === 'increase') return { kind, amountMinor: -payable }
  if (kind === 'payout') return { kind, amountMinor: -paid }
  if (kind !== 'setOff') return { kind, amountMinor: expense }
  return clawback < 0 ? { kind: 'cameBack', amountMinor: clawback } : { kind, amountMinor: payable }
}

/** The rule by its title, where it is published; of the pool, what the setting is called. */
async function ruleOf({ tx }: Ctx, { point, version, rule, setting }: BookingRow): Promise<OwnBooking['rule']> {
  if (point === null || version === null) return null
  const policy = await loadPolicy(tx, point, version)
  if (setting !== null) return { title: sentence(policy.parameters[setting]!.title), source: null }
  const found = policy.rules.find(({ id }) => id === rule)
  return found?.audience === 'published' ? { title: found.title, source: found.source } : null
}

const sentence = (title: string) => title.charAt(0).toUpperCase() + title.slice(1)
