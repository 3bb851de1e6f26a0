import type { Ask } from '../audit/ask.ts'
import { type Env, systemActor } from '../context.ts'
import { inTransaction } from '../transaction.ts'
import { hashOfToken, linkOf } from './invite-person.ts'

const goodForMs = 24 * 3_600_000

/** Before it is looked who is in: one process at a time makes such a link. */
export const holdOperatorLinks = (ask: Ask) => ask('SELECT pg_advisory_xact_lock(1001, 0)')

/**
 * The way in for the first person of an empty installation: a link for an operator, good for a day and once. Null where somebody
 * is in already. Each start makes a new link, and the one before is void.
 */
export function offerFirstOperator(env: Env): Promise<string | null> {
  return inTransaction(env, systemActor, async ({ tx, actor, now, newId, newSecret }) => {
    const ask: Ask = (sql, params) => tx.query(sql, params)
    await holdOperatorLinks(ask)
    if ((await ask('SELECT 1 FROM auth."user" LIMIT 1')).length > 0) return null
    const token = newSecret()
    await keepOperatorLink(ask, { id: newId(), token, by: actor.name, now })
    return linkOf(env.publicUrl, token)
  })
}

/** Keeps a link for an operator whom nobody names, and voids those before it. Returns until when it is good. */
export async function keepOperatorLink(
  ask: Ask,
  { id, token, by, now }: { id: string; token: string; by: string; now: Date },
): Promise<Date> {
  const expiresAt = new Date(now.getTime() + goodForMs)
  await ask(
    `UPDATE parley.invitation SET withdrawn_at = $1, withdrawn_by_name = $2
     WHERE email IS NULL AND accepted_at IS NULL AND withdrawn_at IS NULL`,
    [now, by],
  )
  await ask(
    `INSERT INTO parley.invitation (id, token_hash, email, name, role, partner_id, invited_by_id, invited_by_name, invited_at, expires_at)
     VALUES ($1, $2, NULL, '', 'operator', NULL, $3, $4, $5, $6)`,
    [id, hashOfToken(token), systemActor.userId, by, now, expiresAt],
  )
  return expiresAt
}
