import { actingThatMeet, joinCase } from '../../conflicts/acting-parties.ts'
import type { Ctx } from '../../context.ts'
import { openConflict } from '../identity/open-questions.ts'
import type { Moved } from './moved.ts'

export type Interest = { registrationId: string; partnerId: string; productFamily: string }

/** Who wants an account's family: partners that have registered, and the vendor's own team. */
export type Present = { interests: Interest[]; pipeline: { id: string; productFamily: string }[] }

export async function whoIsThere(ctx: Ctx, accountId: string): Promise<Present> {
  const pipeline = await ctx.tx.query<Present['pipeline'][number]>(
    `SELECT q.id, q.product_family AS "productFamily" FROM direct_opportunity q
     WHERE q.account_id IN (SELECT account_family($1)) AND q.closed_on IS NULL`,
    [accountId],
  )
  return { interests: await interestsOf(ctx, accountId), pipeline }
}

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
 * parties have been brought together that weren't before: partners that registered, our own pipeline, or who acts without either.
 */
export async function bringTogether(
  ctx: Ctx,
  accountId: string,
  wereThere: Present,
  because: 'merge' | null,
): Promise<Moved['conflicts']> {
  const [top] = await ctx.tx.query<{ id: string }>('SELECT account_top($1) AS id', [accountId])
  const { moved, joined, interests } = await moveCases(ctx, top!.id)
  const opened: string[] = []
  const before = new Set(wereThere.interests.map(({ registrationId }) => registrationId))
  const together = await whoIsThere(ctx, accountId)
  for (const [productFamily, all] of Map.groupBy(together.interests, (each) => each.productFamily)) {
    const met = all.find(
      (each) => !before.has(each.registrationId) && all.some((other) => other.partnerId !== each.partnerId),
    )
    const metUs = meetsPipeline(productFamily, wereThere, together)
    if (!met && !metUs) continue
    const known = await interestsIn(ctx, top!.id, productFamily)
    const id =
      (met ? await openConflict(ctx, met.registrationId, because, []) : null) ??
      (metUs ? await openBesidePipeline(ctx, all, because) : null)
    if (id === null) continue
    if (known.conflictId !== id) opened.push(id)
    else interests.push(...(await newInterests(ctx, id, known.registrationIds)))
  }
  if (because === 'merge') await bringActing(ctx, accountId, opened)
  return { moved, joined, opened, interests }
}

/** Whether the change brought a registration and an opportunity of our own together. */
function meetsPipeline(productFamily: string, before: Present, now: Present): boolean {
  const isOf = (each: { productFamily: string }) => each.productFamily === productFamily
  const registered = new Set(before.interests.filter(isOf).map(({ registrationId }) => registrationId))
  const ours = new Set(before.pipeline.filter(isOf).map(({ id }) => id))
  const [came, stood] = partition(now.interests.filter(isOf), ({ registrationId }) => !registered.has(registrationId))
  const [cameOfUs, stoodOfUs] = partition(now.pipeline.filter(isOf), ({ id }) => !ours.has(id))
  return (came.length > 0 && stoodOfUs.length > 0) || (stood.length > 0 && cameOfUs.length > 0)
}

const partition = <T>(items: readonly T[], holds: (item: T) => boolean): [T[], T[]] => [
  items.filter(holds),
  items.filter((item) => !holds(item)),
]

/** By a merge, whatever was decided before: nobody knew of the other then. By a new family, as whoever registers there would. */
async function openBesidePipeline(ctx: Ctx, all: readonly Interest[], because: 'merge' | null): Promise<string | null> {
  const { registrationId, productFamily } = all[0]!
  if (because === null) {
    for (const each of all) {
      const id = await openConflict(ctx, each.registrationId, null, [])
      if (id !== null) return id
    }
    return null
  }
  const [row] = await ctx.tx.query<{ id: string | null }>(
    `SELECT open_pipeline_conflict(r.account_id, $2, 'merge', $3, $4) AS id FROM registration r WHERE r.id = $1`,
    [registrationId, productFamily, ctx.newId(), ctx.now],
  )
  return row!.id
}

/** Whoever acts there without a registration meets the others at once. */
async function bringActing(ctx: Ctx, accountId: string, opened: string[]): Promise<void> {
  const open = new Set(await openCasesAt(ctx, accountId))
  for (const meeting of await actingThatMeet(ctx, accountId)) {
    const id = await joinCase(ctx, meeting, 'merge')
    if (id === null || open.has(id) || opened.includes(id)) continue
    opened.push(id)
  }
}

async function openCasesAt({ tx }: Ctx, accountId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    'SELECT id FROM conflict WHERE closed_at IS NULL AND account_id IN (SELECT account_family($1))',
    [accountId],
  )
  return rows.map(({ id }) => id)
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
    await tx.query(
      `INSERT INTO conflict_engagement (conflict_id, engagement_id, partner_id, joined_at, counts_until)
       SELECT $2, engagement_id, partner_id, $3, counts_until FROM conflict_engagement WHERE conflict_id = $1 ON CONFLICT DO NOTHING`,
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
