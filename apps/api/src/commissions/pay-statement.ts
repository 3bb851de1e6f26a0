import type { Statement } from '@parley/contract/statements'
import { pay } from '@parley/rules/ledger/postings'
import { assertAble, assertRole } from '../abilities.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { financiers } from '../deals/deal-abilities.ts'
import { leaveMessage } from '../outbox/leave-message.ts'
import { book, booksOf } from './ledger.ts'
import { canPay, readStatement } from './read-statement.ts'
import { readLines, readStatementRow } from './statement-rows.ts'

/** Notes that a statement was paid: what it owes of each claim is booked as paid. */
export async function payStatement(ctx: Ctx, id: string): Promise<Statement> {
  assertRole(ctx.actor, financiers, 'note payouts')
  await ctx.tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 18))', [`statement ${id}`])
  const row = await readStatementRow(ctx, id)
  assertAble(canPay(ctx, row))
  const byClaim = new Map<string, number>()
  for (const { claimId, amountMinor } of await readLines(ctx, 'statement_id', id))
    byClaim.set(claimId, (byClaim.get(claimId) ?? 0) + amountMinor)
  const books = await booksOf(ctx.tx, [...byClaim.keys()])
  const journalId = await book(ctx, {
    ...{ kind: 'payout', partnerId: row.partnerId, currency: row.currency, note: row.reference },
    sides: [...byClaim].map(([claimId, amountMinor]) => ({
      claimId,
      postings: pay(books.get(claimId)!.balances, amountMinor),
    })),
  })
  await ctx.tx.query(
    'INSERT INTO payout (id, statement_id, partner_id, journal_id, paid_at, paid_by_name) VALUES ($1, $2, $3, $4, $5, $6)',
    [ctx.newId(), id, row.partnerId, journalId, ctx.now, ctx.actor.name],
  )
  const subject = { kind: 'statement', id, name: row.reference }
  await recordEvent(ctx, { action: 'statement.paid', subject, partnerId: row.partnerId })
  await leaveMessage(ctx, { topic: 'statement.paid', subjectId: id, partnerId: row.partnerId, payload: {} })
  return readStatement(ctx, id)
}
