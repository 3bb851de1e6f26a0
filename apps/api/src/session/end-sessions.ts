import type { Ctx } from '../context.ts'
import { endViewsOf } from '../view-as/end-view.ts'
import type { Rows } from './second-factor.ts'

/**
 * Ends all sessions of a person, or all but one, and with them the view that goes on in one: the one that stays doesn’t look, else it couldn’t
 * ask for this. In every process: the database tells them with the commit. Call it in the
 * transaction of what it follows from; partners reach their own people only. Ends in how many there were.
 */
export async function endSessionsIn(ctx: Ctx, userId: string, except?: string): Promise<number> {
  await endViewsOf(ctx, userId)
  const ended = await ctx.tx.query(
    'DELETE FROM auth.session WHERE "userId" = $1 AND id IS DISTINCT FROM $2 RETURNING id',
    [userId, except ?? null],
  )
  return ended.length
}

/**
 * The same, and with them whatever was on its way to one: sign-ins that wait to be finished, links to a new password, and what known devices
 * may do. For when a password or a second factor changes, or access ends. Call it after that change is written.
 */
export async function voidSignIns(
  ctx: Ctx,
  userId: string,
  except?: string,
): Promise<{ ended: number; credentials: number }> {
  // Takes the person's row, which a sign-in on its way waits for: what is begun before is seen here, what comes later sees the new count.
  const [row] = await ctx.tx.query<{ credentials: number }>('SELECT auth.void_credentials($1) AS credentials', [userId])
  return { ended: await endSessionsIn(ctx, userId, except), credentials: row!.credentials }
}

/** How often this person's credentials were made void, counted from 1; 0 for nobody. Whatever begins now ends well only under the same count. */
export async function credentialsOf(db: Rows, email: string): Promise<number> {
  const [person] = await db.query<{ credentials: number }>(
    'SELECT "credentialsVersion" AS credentials FROM auth."user" WHERE email = $1',
    [email.trim().toLowerCase()],
  )
  return person?.credentials ?? 0
}
