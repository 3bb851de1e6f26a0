import { type Env, systemActor } from '../context.ts'
import { inTransaction } from '../transaction.ts'

/** Keeps how the mail server stands, for operators: `away` is why it can't be asked, or null. */
export async function noteMailServer(env: Env, away: string | null): Promise<void> {
  await inTransaction(env, systemActor, async ({ tx, now }) => {
    await tx.query(
      `INSERT INTO mail_server (seen_at, away_since, reason) VALUES ($1, $2, $3)
       ON CONFLICT (only_one) DO UPDATE SET seen_at = $1, reason = $3,
         away_since = CASE WHEN $3::text IS NULL THEN NULL ELSE coalesce(mail_server.away_since, $1) END`,
      [now, away === null ? null : now, away?.slice(0, 500) ?? null],
    )
  })
}
