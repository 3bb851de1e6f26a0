import type { Ctx } from '../context.ts'
import { insertMessage, type OutboxMessage, outboxParams } from './outbox-message.ts'

/** Says what happened, with the commit in which it happened, to whoever is told later. */
export async function leaveMessage({ tx, now }: Ctx, message: OutboxMessage): Promise<void> {
  await tx.query(insertMessage(1), outboxParams(message, now))
}
