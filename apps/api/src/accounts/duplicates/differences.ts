import type { Ctx } from '../../context.ts'

export type Difference = { reason: string; byName: string; at: Date }

export const inOrder = (one: string, other: string): [string, string] => (one < other ? [one, other] : [other, one])

/** What somebody said of two, if they are different; null otherwise. */
export async function readDifference({ tx }: Ctx, one: string, other: string): Promise<Difference | null> {
  const [row] = await tx.query<Difference>(
    'SELECT reason, said_by_name AS "byName", said_at AS at FROM account_difference WHERE one = $1 AND other = $2',
    inOrder(one, other),
  )
  return row ?? null
}

/** Accounts that somebody said are different from this one. */
export async function differentFrom({ tx }: Ctx, id: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    'SELECT other AS id FROM account_difference WHERE one = $1 UNION SELECT one FROM account_difference WHERE other = $1',
    [id],
  )
  return rows.map((row) => row.id)
}

/** Keeps that an account is different from each of these: they are never proposed to be one again. */
export async function keepDifferences(ctx: Ctx, id: string, others: readonly string[], reason: string): Promise<void> {
  for (const pair of others.filter((other) => other !== id).map((other) => inOrder(id, other))) {
    await ctx.tx.query(
      `INSERT INTO account_difference (one, other, reason, said_by_name, said_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (one, other) DO UPDATE SET reason = $3, said_by_name = $4, said_at = $5`,
      [...pair, reason, ctx.actor.name, ctx.now],
    )
    await ctx.tx.query('DELETE FROM account_pair WHERE one = $1 AND other = $2', pair)
  }
}
