import { type Env, systemActor } from '../context.ts'
import { inTransaction } from '../transaction.ts'

const dayMs = 86_400_000
const answersKeptDays = 7
const atOnce = { pages: 64, rows: 1000 }

export type Forgotten = { answers: number; sessions: number; links: number; guesses: number }

/**
 * Forgets what nobody needs any more, in short transactions: answers kept for retries after a week, sessions and links that
 * have ended since a day, guesses that count no more. Decisions, records and what a person wrote are never forgotten.
 */
export async function forgetOldRows(env: Env): Promise<Forgotten> {
  const answers = await forgetAnswers(env)
  const sessions = await forgetEnded(env, 'auth.session', 'id', '"expiresAt"')
  const links = await forgetEnded(env, 'auth.verification', 'id', '"expiresAt"')
  const guesses = await forgetEnded(env, 'auth.attempt', 'key', 'until')
  return { answers, sessions, links, guesses }
}

async function forgetAnswers(env: Env): Promise<number> {
  const { pages } = atOnce
  for (let forgotten = 0, page = 0; ; page += pages) {
    const part = await inTransaction(env, systemActor, async ({ tx, now }) => {
      const before = new Date(now.getTime() - answersKeptDays * dayMs)
      const [row] = await tx.query<{ part: number | null }>('SELECT forget_answers($1, $2, $3) AS part', [
        before,
        page,
        pages,
      ])
      return row!.part
    })
    if (part === null) return forgotten
    forgotten += part
  }
}

/** One day late, so that whoever looks at what has just ended still finds it. */
async function forgetEnded(env: Env, table: string, key: string, ends: string): Promise<number> {
  for (let forgotten = 0; ; ) {
    const part = await inTransaction(env, systemActor, ({ tx, now }) =>
      tx.query(
        `DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE ${ends} < $1 LIMIT ${atOnce.rows}
           FOR UPDATE SKIP LOCKED) RETURNING 1`,
        [new Date(now.getTime() - dayMs)],
      ),
    )
    forgotten += part.length
    if (part.length < atOnce.rows) return forgotten
  }
}
