import type { BookedEntry } from '@parley/contract/bookings'
import type { Ctx } from '../context.ts'
import { loadPolicy } from '../policies/policy-in-force.ts'

type Row = Omit<BookedEntry, 'ruleTitle'> & { policyPoint: 'commission' | 'clawback' | null }

/** All bookings on a deal's claims, in order; what lowers a share with its rule, or its setting, in words. */
export async function readBookings(ctx: Ctx, dealId: string): Promise<BookedEntry[]> {
  const rows = await ctx.tx.query<Row>(
    `SELECT e.id, j.id AS "bookingId", j.booked_on AS "bookedOn", j.kind, e.account, c.reference AS "claimReference",
       p.name AS "partnerName", e.amount_minor AS "amountMinor", coalesce(j.rule, j.setting) AS rule,
       j.policy_point AS "policyPoint", j.policy_version AS "policyVersion", j.decision_id AS "decisionId"
     FROM claim c JOIN ledger_entry e ON e.claim_id = c.id JOIN journal j ON j.id = e.journal_id JOIN partner p ON p.id = c.partner_id
     WHERE c.deal_id = $1 ORDER BY j.seq, e.seq`,
    [dealId],
  )
  const entries: BookedEntry[] = []
  for (const { policyPoint, ...row } of rows) entries.push({ ...row, ruleTitle: await titleOf(ctx, policyPoint, row) })
  return entries
}

async function titleOf(
  ctx: Ctx,
  point: Row['policyPoint'],
  { rule, policyVersion }: Pick<Row, 'rule' | 'policyVersion'>,
): Promise<string | null> {
  if (point === null || rule === null || policyVersion === null) return null
  const policy = await loadPolicy(ctx.tx, point, policyVersion)
  return policy.rules.find(({ id }) => id === rule)?.title ?? policy.parameters[rule]?.title ?? rule
}
