import type { LineKind } from '@parley/contract/statements'
import { type Balances, instalments, setOff } from '@parley/rules/ledger/postings'
import type { Ctx } from '../context.ts'
import { leaveMessage } from '../outbox/leave-message.ts'
import { book, booksOf } from './ledger.ts'
import { lastDayOf } from './month-days.ts'
import type { KeptStep } from './step-words.ts'

type Entry = {
  id: string
  kind: LineKind
  partnerId: string
  currency: string
  claimId: string
  decisionId: string
  amountMinor: number
  steps: KeptStep[]
}

/**
 * What was booked as owed until the end of the month, and stands on no statement yet, oldest first; with what has lowered it since, before
 * the month was closed: a statement says what is owed when it's made. What a share gained between the two stands with it, because what
 * lowered it may have taken that as well: without it the share would be below zero.
 */
const readEntries = ({ tx }: Ctx, until: string, partnerId: string | null): Promise<Entry[]> =>
  tx.query<Entry>(
    `SELECT e.id, j.kind, e.partner_id AS "partnerId", e.currency, e.claim_id AS "claimId", j.decision_id AS "decisionId",
       -e.amount_minor AS "amountMinor",
       CASE WHEN y.id IS NOT NULL THEN s.lines || jsonb_build_array(jsonb_build_object('of', 'payment', 'amountMinor', -e.amount_minor - s.amount_minor,
           'paidOn', y.paid_on, 'paidMinor', y.paid_minor, 'netMinor', y.net_minor, 'rules', '[]'::jsonb))
         WHEN j.kind = 'release' THEN s.lines || CASE WHEN s.amount_minor = -e.amount_minor THEN '[]'::jsonb
           ELSE jsonb_build_array(jsonb_build_object('of', 'before', 'amountMinor', -e.amount_minor - s.amount_minor, 'rules', '[]'::jsonb)) END
         WHEN j.setting IS NOT NULL THEN jsonb_build_array(jsonb_build_object('of', 'pool', 'amountMinor', -e.amount_minor, 'setting', j.setting))
         ELSE jsonb_build_array(jsonb_build_object(
         'of', CASE j.kind WHEN 'setOff' THEN 'clawback' ELSE j.kind END, 'amountMinor', -e.amount_minor,
         'rules', CASE WHEN j.rule IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(j.rule) END)) END AS steps
     FROM ledger_entry e JOIN journal j ON j.id = e.journal_id LEFT JOIN settlement_part s ON s.id = j.settlement_part_id
       LEFT JOIN payment_release y ON y.journal_id = j.id
     WHERE e.account = 'payable' AND j.kind IN ('release','increase','reduction','setOff') AND (j.booked_on <= $1 OR EXISTS (SELECT FROM ledger_entry o JOIN journal b ON b.id = o.journal_id
           WHERE o.claim_id = e.claim_id AND o.account = 'payable' AND b.kind = 'reduction' AND o.seq >= e.seq
             AND NOT EXISTS (SELECT FROM statement_line l WHERE l.entry_id = o.id))
         AND EXISTS (SELECT FROM ledger_entry o JOIN journal b ON b.id = o.journal_id WHERE o.claim_id = e.claim_id
           AND o.account = 'payable' AND b.kind IN ('release','increase') AND b.booked_on <= $1
           AND NOT EXISTS (SELECT FROM statement_line l WHERE l.entry_id = o.id)))
       AND ($2::uuid IS NULL OR e.partner_id = $2) AND NOT EXISTS (SELECT FROM statement_line l WHERE l.entry_id = e.id)
     ORDER BY e.partner_id, e.currency, e.seq`,
    [until, partnerId],
  )

/** A statement for each partner and currency that is owed something this month. Ends in how many were made. */
export async function makeStatements(ctx: Ctx, month: string): Promise<number> {
  const until = lastDayOf(month)
  const groups = Map.groupBy(
    await readEntries(ctx, until, null),
    ({ partnerId, currency }) => `${partnerId} ${currency}`,
  )
  for (const entries of groups.values()) {
    const { partnerId, currency } = entries[0]!
    await setOffClawbacks(ctx, month, partnerId, currency, entries)
    const lines = (await readEntries(ctx, until, partnerId)).filter((each) => each.currency === currency)
    await keepStatement(ctx, month, lines)
  }
  return groups.size
}

async function keepStatement(ctx: Ctx, month: string, lines: readonly Entry[]): Promise<void> {
  const id = ctx.newId()
  const { partnerId, currency } = lines[0]!
  const totalMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  await ctx.tx.query(
    'INSERT INTO statement (id, reference, partner_id, month, currency, total_minor, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [id, ctx.newReference().replace('R-', 'S-'), partnerId, `${month}-01`, currency, totalMinor, ctx.now],
  )
  await leaveMessage(ctx, { topic: 'statement.made', subjectId: id, partnerId, payload: {} })
  for (const [at, { id: entryId, kind, claimId, decisionId, amountMinor, steps }] of lines.entries())
    await ctx.tx.query(
      `INSERT INTO statement_line (id, statement_id, partner_id, position, kind, claim_id, entry_id, decision_id, amount_minor, steps)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [ctx.newId(), id, partnerId, at + 1, kind, claimId, entryId, decisionId, amountMinor, JSON.stringify(steps)],
    )
}

type Clawback = {
  claimId: string
  bookedOn: string
  amountMinor: number
  overMonths: number
  decisionId: string
  rule: string
  version: number
}

/** Sets off what falls due of clawbacks this month, against what the month owes: never more, so that no statement is below zero. */
async function setOffClawbacks(
  ctx: Ctx,
  month: string,
  partnerId: string,
  currency: string,
  entries: readonly Entry[],
): Promise<void> {
  const clawbacks = await ctx.tx.query<Clawback>(
    `SELECT e.claim_id AS "claimId", j.booked_on AS "bookedOn", e.amount_minor AS "amountMinor", j.over_months AS "overMonths",
       j.decision_id AS "decisionId", j.rule, j.policy_version AS version
     FROM journal j JOIN ledger_entry e ON e.journal_id = j.id AND e.account = 'clawback'
     WHERE j.kind = 'clawback' AND j.partner_id = $1 AND j.currency = $2 AND j.booked_on <= $3 ORDER BY j.seq`,
    [partnerId, currency, lastDayOf(month)],
  )
  if (clawbacks.length === 0) return
  const ids = [...new Set([...clawbacks, ...entries].map(({ claimId }) => claimId))]
  const books = await booksOf(ctx.tx, ids)
  const balances = new Map<string, Balances>(ids.map((id) => [id, books.get(id)!.balances]))
  const free = new Map<string, number>()
  for (const { claimId, amountMinor } of entries) free.set(claimId, (free.get(claimId) ?? 0) + amountMinor)
  const returned = new Map(ids.map((id) => [id, books.get(id)!.takenBackMinor - books.get(id)!.balances.clawback]))
  for (const clawback of clawbacks) {
    const due = dueOf(clawback, month)
    const before = Math.min(due, returned.get(clawback.claimId)!)
    returned.set(clawback.claimId, returned.get(clawback.claimId)! - before)
    let left = due - before
    for (const [claimId, available] of free) {
      const amountMinor = Math.min(left, available)
      if (amountMinor <= 0) continue
      const sides = setOff(balances.get(claimId)!, balances.get(clawback.claimId)!, amountMinor)
      await book(ctx, {
        ...{ kind: 'setOff', partnerId, currency, bookedOn: lastDayOf(month), decisionId: clawback.decisionId },
        ground: { point: 'clawback', version: clawback.version, rule: clawback.rule, setting: null },
        sides: [
          { claimId, postings: sides.owed },
          { claimId: clawback.claimId, postings: sides.owing },
        ],
      })
      const after = await booksOf(ctx.tx, [claimId, clawback.claimId])
      for (const [id, of] of after) balances.set(id, of.balances)
      free.set(claimId, available - amountMinor)
      left -= amountMinor
    }
  }
}

/** What of a clawback is due up to the payout of this month; its first part falls due with the month in which it was booked. */
function dueOf({ amountMinor, overMonths, bookedOn }: Clawback, month: string): number {
  const index = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7))
  const payouts = index(month) - index(bookedOn) + 1
  return instalments(amountMinor, overMonths)
    .slice(0, payouts)
    .reduce((sum, part) => sum + part, 0)
}
