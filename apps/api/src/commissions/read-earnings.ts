import type { Earnings } from '@parley/contract/earnings'
import type { Ctx } from '../context.ts'
import { toClaims } from '../deals/claim-view.ts'
import { readClaims } from '../deals/deal-rows.ts'
import { ownOnly } from '../transaction.ts'

const mostWaits = 50
const mostMonths = 24

/** What this partner earns, as the ledger has it: on hold and for what, owed, paid, and month by month. */
export async function readEarnings(ctx: Ctx): Promise<Earnings> {
  return {
    sums: await readSums(ctx),
    waits: await readWaits(ctx),
    months: await readMonths(ctx),
    openClaims: await countOpen(ctx),
    disputes: await readOpenDisputes(ctx),
  }
}

const sumOf = (account: string, more = '') =>
  `coalesce(sum(e.amount_minor) FILTER (WHERE e.account = '${account}'${more}), 0)::bigint`

const readSums = ({ tx }: Ctx): Promise<Earnings['sums']> =>
  tx.query(
    `SELECT e.currency, -${sumOf('held')} AS "heldMinor", -${sumOf('payable')} AS "payableMinor", -${sumOf('paid')} AS "paidMinor",
       ${sumOf('clawback', ' AND e.amount_minor > 0')} AS "takenBackMinor", ${sumOf('clawback')} AS "owedBackMinor"
     FROM ledger_entry e WHERE ${ownOnly('e.partner_id', 1)} GROUP BY e.currency ORDER BY e.currency`,
    [tx.partnerId],
  )

async function readWaits(ctx: Ctx): Promise<Earnings['waits']> {
  const rows = await readClaims(
    ctx.tx,
    `JOIN (SELECT e.claim_id, sum(e.amount_minor) AS held FROM ledger_entry e WHERE e.account = 'held' AND ${ownOnly('e.partner_id', 1)}
       GROUP BY e.claim_id HAVING sum(e.amount_minor) < 0) h ON h.claim_id = c.id
     ORDER BY h.held, c.seq LIMIT ${mostWaits}`,
    [ctx.tx.partnerId],
  )
  return (await toClaims(ctx, rows)).map(({ id, heldMinor, decision, reference, accountName, role, currency }) => ({
    ...{ claimId: id, reference, accountName, role, currency, amountMinor: heldMinor },
    until: decision?.outcome.terms.find(({ name }) => name === 'until')?.value ?? null,
    untilOn: typeof decision?.outcome.params.untilOn === 'string' ? decision.outcome.params.untilOn : null,
    headline: decision?.headline ?? '',
  }))
}

type MonthRow = Omit<Earnings['months'][number], 'statement'> & {
  statementId: string | null
  statementReference: string
  totalMinor: number
  isPaid: boolean
}

async function readMonths({ tx }: Ctx): Promise<Earnings['months']> {
  const kind = (...kinds: string[]) => ` AND j.kind IN (${kinds.map((each) => `'${each}'`).join(', ')})`
  const rows = await tx.query<MonthRow>(
    `SELECT m.month, m.currency, m."heldMinor", m."owedMinor", m."paidMinor", m."loweredMinor", s.id AS "statementId",
       s.reference AS "statementReference", s.total_minor AS "totalMinor", o.id IS NOT NULL AS "isPaid"
     FROM (SELECT to_char(j.booked_on, 'YYYY-MM') AS month, e.currency, -${sumOf('held', kind('accrual'))} AS "heldMinor",
         -${sumOf('payable', kind('release', 'increase'))} AS "owedMinor", -${sumOf('paid', kind('payout'))} AS "paidMinor",
         -${sumOf('expense', kind('reduction', 'clawback'))} AS "loweredMinor"
       FROM ledger_entry e JOIN journal j ON j.id = e.journal_id WHERE ${ownOnly('e.partner_id', 1)}
       GROUP BY 1, 2 ORDER BY 1 DESC, 2 LIMIT ${mostMonths}) m
     LEFT JOIN statement s ON to_char(s.month, 'YYYY-MM') = m.month AND s.currency = m.currency AND ${ownOnly('s.partner_id', 1)}
     LEFT JOIN payout o ON o.statement_id = s.id ORDER BY m.month DESC, m.currency`,
    [tx.partnerId],
  )
  return rows.map(({ statementId, statementReference, totalMinor, isPaid, ...row }) => ({
    ...row,
    statement: statementId === null ? null : { id: statementId, reference: statementReference, totalMinor, isPaid },
  }))
}

async function countOpen({ tx }: Ctx): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `SELECT count(*)::int FROM claim c WHERE c.declined_at IS NULL AND ${ownOnly('c.partner_id', 1)}
       AND NOT EXISTS (SELECT FROM settlement_part s WHERE s.claim_id = c.id)`,
    [tx.partnerId],
  )
  return row!.count
}

/** Disputes of one's own that wait for the vendor's answer, the first due first. */
const readOpenDisputes = ({ tx }: Ctx): Promise<Earnings['disputes']> =>
  tx.query(
    `SELECT s.id AS "statementId", s.reference AS "statementReference", l.id AS "lineId", c.account_name AS "accountName",
       l.amount_minor AS "amountMinor", s.currency, d.due_on AS "dueOn"
     FROM dispute d JOIN statement_line l ON l.id = d.line_id JOIN statement s ON s.id = l.statement_id JOIN claim c ON c.id = l.claim_id
     WHERE ${ownOnly('d.partner_id', 1)} AND d.due_on IS NOT NULL AND NOT EXISTS (SELECT FROM dispute_answer a WHERE a.dispute_id = d.id)
     ORDER BY d.due_on, d.opened_at`,
    [tx.partnerId],
  )
