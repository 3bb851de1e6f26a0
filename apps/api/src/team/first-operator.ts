import { type Env, systemActor } from '../context.ts'
import { inTransaction } from '../transaction.ts'
import { hashOfToken, linkOf } from './invite-person.ts'

const goodForMs = 24 * 3_600_000

/**
 * The way in for the first person of an empty installation: a link for an operator, good for a day and once. Null where somebody
 * is in already. Each start makes a new link, and the one before is void.
 */
export function offerFirstOperator(env: Env): Promise<string | null> {
  return inTransaction(env, systemActor, async ({ tx, actor, now, newId, newSecret }) => {
    await tx.query('SELECT pg_advisory_xact_lock(1001, 0)')
    if ((await tx.query('SELECT 1 FROM auth."user" LIMIT 1')).length > 0) return null
    await tx.query(
      `UPDATE invitation SET withdrawn_at = $1, withdrawn_by_name = $2
       WHERE email IS NULL AND accepted_at IS NULL AND withdrawn_at IS NULL`,
      [now, actor.name],
    )
    const token = newSecret()
    await tx.query(
      `INSERT INTO invitation (id, token_hash, email, name, role, partner_id, invited_by_id, invited_by_name, invited_at, expires_at)
       VALUES ($1, $2, NULL, '', 'operator', NULL, $3, $4, $5, $6)`,
      [newId(), hashOfToken(token), actor.userId, actor.name, now, new Date(now.getTime() + goodForMs)],
    )
    return linkOf(env.publicUrl, token)
  })
}
