import type { AnswerDispute, OpenDisputeItem, Statement } from '@parley/contract/statements'
import { formatMoney } from '@parley/rules/format'
import { raise } from '@parley/rules/ledger/postings'
import type { z } from 'zod'
import { assertRole } from '../abilities.ts'
import { AppError, notFound } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { dealReaders, refusedAt, settlers } from '../deals/deal-abilities.ts'
import { decideByPolicy } from '../decisions/decide-by-policy.ts'
import type { DecisionRow } from '../decisions/decision-rows.ts'
import { leaveMessage } from '../outbox/leave-message.ts'
import { policyInForce } from '../policies/policy-in-force.ts'
import { addDays, dayOf } from '../vendor-days.ts'
import { recordDecision } from './claim-decisions.ts'
import { book } from './ledger.ts'
import { lastDayOf } from './month-days.ts'
import { readStatement } from './read-statement.ts'
import { readLines, readStatementRow } from './statement-rows.ts'

/** A partner disputes a line. The policy says whether it's in time, and by when it's answered. */
export async function disputeLine(ctx: Ctx, lineId: string, { reason }: { reason: string }): Promise<Statement> {
  const [line] = await readLines(ctx, 'id', lineId)
  if (!line) throw notFound('line')
  const statement = await readStatementRow(ctx, line.statementId)
  const today = dayOf(ctx.now, ctx.vendor.timeZone)
  const id = ctx.newId()
  const facts = {
    'claim.kind': 'correction',
    'claim.filedOn': today,
    'dispute.toldOn': dayOf(statement.madeAt, ctx.vendor.timeZone),
    'dispute.periodEndedOn': lastDayOf(statement.firstDay.slice(0, 7)),
  }
  const inForce = await policyInForce(ctx.tx, 'commission', ctx.now)
  const subject = { subjectId: id, partnerId: statement.partnerId, supersedes: null }
  const { row } = await decideByPolicy(ctx, 'commission', inForce, facts, subject)
  const decision = await recordDecision(ctx, row)
  const dueOn = decision.outcome === 'review' ? addDays(today, Number(decision.params.answerWithinDays)) : null
  const made = await ctx.tx.query(
    `INSERT INTO dispute (id, line_id, partner_id, reason, decision_id, due_on, opened_at, opened_by_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT ON CONSTRAINT dispute_once DO NOTHING RETURNING id`,
    [id, lineId, statement.partnerId, reason, decision.id, dueOn, ctx.now, ctx.actor.name],
  )
  if (made.length === 0) throw new AppError('conflict', 'You have disputed this line. Its answer stands beside it.')
  const about = { kind: 'statement', id: statement.id, name: statement.reference }
  await recordEvent(ctx, { action: 'dispute.opened', subject: about, details: { line: line.position } })
  const { partnerId } = statement
  await leaveMessage(ctx, { topic: 'dispute.opened', subjectId: id, partnerId, payload: {} })
  return readStatement(ctx, statement.id)
}

type Open = OpenDisputeItem & { partnerId: string; claimId: string; decisionId: string }

async function readOpen({ tx }: Ctx, id: string | null): Promise<Open[]> {
  const rows = await tx.query<Omit<Open, 'openedAt'> & { openedAt: Date }>(
    `SELECT d.id, d.line_id AS "lineId", s.id AS "statementId", s.reference AS "statementReference", p.name AS "partnerName",
       c.account_name AS "accountName", l.amount_minor AS "amountMinor", s.currency, d.reason, d.due_on AS "dueOn",
       d.opened_at AS "openedAt", d.partner_id AS "partnerId", l.claim_id AS "claimId", d.decision_id AS "decisionId"
     FROM dispute d JOIN statement_line l ON l.id = d.line_id JOIN statement s ON s.id = l.statement_id
       JOIN claim c ON c.id = l.claim_id JOIN partner p ON p.id = d.partner_id
     WHERE ($1::uuid IS NULL OR d.id = $1) AND d.due_on IS NOT NULL AND NOT EXISTS (SELECT FROM dispute_answer a WHERE a.dispute_id = d.id)
     ORDER BY d.due_on, d.opened_at, d.id`,
    [id],
  )
  return rows.map((row) => ({ ...row, openedAt: row.openedAt.toISOString() }))
}

export async function listDisputes(ctx: Ctx): Promise<{ items: OpenDisputeItem[] }> {
  assertRole(ctx.actor, dealReaders, 'read statements')
  return { items: await readOpen(ctx, null) }
}

type Answer = z.output<typeof AnswerDispute> & { id: string }

/** A person answers. Upheld, the correction is a booking of its own, on the next statement; nothing that stands is changed. */
export async function answerDispute(ctx: Ctx, { id, isUpheld, wording, amountMinor }: Answer): Promise<Statement> {
  assertRole(ctx.actor, settlers, 'answer disputes')
  await ctx.tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 18))', [`dispute ${id}`])
  const [open] = await readOpen(ctx, id)
  if (!open) throw notFound('open dispute')
  if (isUpheld && !amountMinor) throw refusedAt('/amountMinor', 'Say what is added to the next statement.')
  const row = isUpheld
    ? await recordDecision(
        ctx,
        inPerson(ctx, open, 'earn', { amountMinor: amountMinor!, paidAs: 'commission' }, wording),
      )
    : await recordDecision(ctx, inPerson(ctx, open, 'nothing', {}, wording))
  const journalId = isUpheld ? await raiseShare(ctx, open, row, amountMinor!) : null
  await ctx.tx.query(
    `INSERT INTO dispute_answer (id, dispute_id, partner_id, is_upheld, wording, journal_id, answered_at, answered_by_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [ctx.newId(), id, open.partnerId, isUpheld, wording, journalId, ctx.now, ctx.actor.name],
  )
  const subject = { kind: 'statement', id: open.statementId, name: open.statementReference }
  const { partnerId } = open
  await recordEvent(ctx, { action: 'dispute.answered', subject, partnerId, details: { isUpheld } })
  await leaveMessage(ctx, { topic: 'dispute.answered', subjectId: id, partnerId, payload: { isUpheld } })
  return readStatement(ctx, open.statementId)
}

/** What a person adds stays within the pool, as everything does that a deal earns. */
async function raiseShare(ctx: Ctx, open: Open, row: DecisionRow, amountMinor: number): Promise<string | null> {
  await ctx.tx.query('SELECT 1 FROM deal d WHERE d.id = (SELECT deal_id FROM claim WHERE id = $1) FOR UPDATE', [
    open.claimId,
  ])
  const [pool] = await ctx.tx.query<{ left: number }>(
    `SELECT (SELECT s.pool_minor FROM settlement s WHERE s.deal_id = c.deal_id ORDER BY s.seq DESC LIMIT 1)
       - coalesce((SELECT sum(e.amount_minor) FROM ledger_entry e JOIN claim o ON o.id = e.claim_id
           WHERE o.deal_id = c.deal_id AND e.account = 'expense'), 0)::bigint AS left
     FROM claim c WHERE c.id = $1`,
    [open.claimId],
  )
  if (amountMinor > pool!.left) {
    const left = formatMoney(Math.max(0, pool!.left), { locale: ctx.locale, currency: open.currency })
    throw refusedAt('/amountMinor', `The pool of this deal has ${left} left.`)
  }
  return book(ctx, {
    ...{ kind: 'increase', partnerId: open.partnerId, currency: open.currency, decisionId: row.id },
    sides: [{ claimId: open.claimId, postings: raise(amountMinor) }],
  })
}

function inPerson(ctx: Ctx, open: Open, outcome: string, params: DecisionRow['params'], wording: string): DecisionRow {
  return {
    id: ctx.newId(),
    point: 'commission',
    ...{ subjectId: open.id, partnerId: open.partnerId, outcome, params, supersedes: null, facts: {} },
    ...{ because: [], fired: [], nearly: [], missing: [], policyVersion: null, policyActiveFrom: null },
    ...{ decidedAt: ctx.now, actorId: ctx.actor.userId, actorName: ctx.actor.name },
    ...{ overrideReason: `Answer to the dispute: ${open.reason}`, overrideWording: wording },
  }
}
