import type { Ctx } from '../../context.ts'
import { openConflict } from '../identity/open-questions.ts'
import type { Moved } from './moved.ts'

export type Interest = { registrationId: string; partnerId: string; productFamily: string }

/** Registrations in an account's family that are still wanted, the oldest first. */
export function interestsOf({ tx, now }: Ctx, accountId: string): Promise<Interest[]> {
  return tx.query<Interest>(
    `SELECT r.id AS "registrationId", r.partner_id AS "partnerId", r.product_family AS "productFamily"
     FROM registration r LEFT JOIN protection x ON x.registration_id = r.id
     WHERE r.account_id IN (SELECT account_family($1)) AND is_live(r.status, upper(x.during), r.answer_due_at, $2)
     ORDER BY r.submitted_at, r.id`,
    [accountId, now],
  )
}

/**
 * After a change of the family: its cases go on at its topmost account, and one is opened for each product family in which
 * partners have been brought together that weren't before.
 */
export async function bringTogether(
  ctx: Ctx,
  accountId: string,
  wereThere: readonly Interest[],
  because: 'merge' | null,
): Promise<Moved['conflicts']> {
  const [top] = await ctx.tx.query<{ id: string }>('SELECT account_top($1) AS id', [accountId])
  const { moved, joined, interests } = await moveCases(ctx, top!.id)
  const opened: string[] = []
  const before = new Set(wereThere.map(({ registrationId }) => registrationId))
  const together = await interestsOf(ctx, accountId)
  for (const [productFamily, all] of Map.groupBy(together, (each) => each.productFamily)) {
    const met = all.find(
      (each) => !before.has(each.registrationId) && all.some((other) => other.partnerId !== each.partnerId),
    )
    if (!met) continue
    const known = await interestsIn(ctx, top!.id, productFamily)
    const id = await openConflict(ctx, met.registrationId, because, [])
    if (id === null) continue
    if (known.conflictId !== id) opened.push(id)
    else interests.push(...(await newInterests(ctx, id, known.registrationIds)))
  }
  return { moved, joined, opened, interests }
}

/** A case stands at the topmost account of a family; there is one for a product family. */
async function moveCases({ tx, now }: Ctx, topId: string) {
  const [moved, joined, interests] = [[], [], []] as [
    Moved['conflicts']['moved'],
    string[],
    Moved['conflicts']['interests'],
  ]
  const open = await tx.query<{ id: string; accountId: string; productFamily: string }>(
    `SELECT c.id, c.account_id AS "accountId", c.product_family AS "productFamily" FROM conflict c
     WHERE c.closed_at IS NULL AND c.account_id <> $1 AND account_top(c.account_id) = $1 ORDER BY c.opened_at, c.id`,
    [topId],
  )
  for (const { id, accountId, productFamily } of open) {
    const [there] = await tx.query<{ id: string }>(
      'SELECT id FROM conflict WHERE account_id = $1 AND product_family = $2 AND closed_at IS NULL',
      [topId, productFamily],
    )
    if (!there) {
      await tx.query('UPDATE conflict SET account_id = $2 WHERE id = $1', [id, topId])
      moved.push({ id, accountId })
      continue
    }
    await tx.query(`UPDATE conflict SET closed_because = 'joined', closed_at = $2 WHERE id = $1`, [id, now])
    joined.push(id)
    const came = await tx.query<{ registrationId: string }>(
      `INSERT INTO conflict_interest (conflict_id, registration_id, partner_id, joined_at)
       SELECT $2, registration_id, partner_id, $3 FROM conflict_interest WHERE conflict_id = $1
       ON CONFLICT DO NOTHING RETURNING registration_id AS "registrationId"`,
      [id, there.id, now],
    )
    interests.push(...came.map(({ registrationId }) => ({ conflictId: there.id, registrationId })))
  }
  return { moved, joined, interests }
}

async function interestsIn({ tx }: Ctx, accountId: string, productFamily: string) {
  const rows = await tx.query<{ conflictId: string; registrationId: string }>(
    `SELECT c.id AS "conflictId", i.registration_id AS "registrationId" FROM conflict c JOIN conflict_interest i ON i.conflict_id = c.id
     WHERE c.account_id = $1 AND c.product_family = $2 AND c.closed_at IS NULL`,
    [accountId, productFamily],
  )
  return { conflictId: rows[0]?.conflictId, registrationIds: rows.map(({ registrationId }) => registrationId) }
}

async function newInterests({ tx }: Ctx, conflictId: string, before: readonly string[]) {
  const rows = await tx.query<{ registrationId: string }>(
    `SELECT registration_id AS "registrationId" FROM conflict_interest WHERE conflict_id = $1 AND registration_id <> ALL($2) ORDER BY 1`,
    [conflictId, before],
  )
  return rows.map(({ registrationId }) => ({ conflictId, registrationId }))
}
