import type {
  EngagementCounts,
  EngagementSummary,
  PartnerEngagement,
  StaffEngagement,
} from '@parley/contract/engagements'
import { assertRole } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { Conditions, decodeCursor, toPage } from '../page.ts'
import { addDays, startOfDay } from '../vendor-days.ts'
import { readers } from './engagement-abilities.ts'
import { readEngagement, readEngagements } from './engagement-rows.ts'
import { toPartnerEngagement, toStaffEngagement, toSummaries } from './engagement-view.ts'

type Page = { items: EngagementSummary[]; nextCursor: string | null }
type Paged = { cursor?: string | undefined; limit: number }

export async function readPartnerEngagement(ctx: Ctx, { id }: { id: string }): Promise<PartnerEngagement> {
  return toPartnerEngagement(ctx, await readEngagement(ctx.tx, id))
}

export async function readStaffEngagement(ctx: Ctx, { id }: { id: string }): Promise<StaffEngagement> {
  assertRole(ctx.actor, readers, 'read what was asked')
  return toStaffEngagement(ctx, await readEngagement(ctx.tx, id))
}

const open = `c.state = 'waiting' AND (c.due_at IS NULL OR c.due_at > $?)`

/** What this partner asked, what it was told of, and what waits for its consent, newest first. */
export async function listEngagements(
  ctx: Ctx,
  query: Paged & { show: 'all' | 'mine' | 'told' | 'waiting' },
): Promise<Page> {
  const where = new Conditions()
  if (query.show === 'mine') where.add(`e.asked_by = 'partner'`)
  if (query.show === 'told') where.add(`e.asked_by = 'vendor'`)
  if (query.show === 'waiting') where.add(`e.asked_by = 'vendor' AND c.asked_of = 'lead' AND ${open}`, ctx.now)
  return pageOf(ctx, where, query)
}

type StaffQuery = Paged & {
  show: 'all' | 'mine' | 'waiting' | 'toApprove'
  accountId?: string | undefined
  askedBy?: 'vendor' | 'partner' | undefined
  outcome?: string | undefined
}

/** What anybody asked, newest first; of an account with the records that were merged into it. */
export async function listAllEngagements(ctx: Ctx, query: StaffQuery): Promise<Page> {
  assertRole(ctx.actor, readers, 'read what was asked')
  const where = new Conditions()
  if (query.show === 'mine') where.add('e.actor_id = $?', ctx.actor.userId)
  if (query.show === 'waiting') where.add(`c.asked_of = 'vendor' AND ${open}`, ctx.now)
  if (query.show === 'toApprove') where.add('d.engagement_id IS NOT NULL AND d.approved_at IS NULL')
  if (query.accountId) where.add('e.account_id IN (SELECT merged_accounts($?))', query.accountId)
  if (query.askedBy) where.add('e.asked_by = $?', query.askedBy)
  if (query.outcome) where.add('e.outcome = $?', query.outcome)
  return pageOf(ctx, where, query)
}

async function pageOf(ctx: Ctx, where: Conditions, { cursor, limit }: Paged): Promise<Page> {
  if (cursor) {
    const { key, id } = decodeCursor(cursor, 'newest')
    where.add('(e.asked_at, e.id) < ($?::timestamptz, $?::uuid)', key, id)
  }
  const rows = await readEngagements(
    ctx.tx,
    `${where} ORDER BY e.asked_at DESC, e.id DESC LIMIT ${limit + 1}`,
    where.params,
  )
  const { page, nextCursor } = toPage(rows, limit, 'newest', ({ askedAt }) => askedAt.toISOString())
  return { items: await toSummaries(ctx, page), nextCursor }
}

/** How often the vendor's people asked, by the first answer to each question; days in the vendor's time zone. */
export async function countEngagements(
  ctx: Ctx,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): Promise<EngagementCounts> {
  assertRole(ctx.actor, readers, 'read what was asked')
  const { timeZone } = ctx.vendor
  const [counts] = await ctx.tx.query<EngagementCounts>(
    `SELECT count(*)::int AS asked,
       count(*) FILTER (WHERE d.outcome IN ('permit','permitAndTell'))::int AS permitted,
       count(*) FILTER (WHERE d.outcome = 'permitAndTell')::int AS told,
       count(*) FILTER (WHERE d.outcome = 'consentRequired')::int AS "consentAsked",
       count(*) FILTER (WHERE e.outcome = 'forbid')::int AS refused,
       count(*) FILTER (WHERE d.outcome = 'forbid' AND (d.facts->>'account.protectedForOther')::boolean)::int AS "refusedAtProtected",
       count(*) FILTER (WHERE d.params->>'recordedAs' = 'help')::int AS help,
       count(x.engagement_id)::int AS "doneAnyway", count(x.approved_at)::int AS approved
     FROM engagement e JOIN decision d ON d.subject_id = e.id AND d.point = 'engagement' AND d.supersedes IS NULL
     LEFT JOIN engagement_deed x ON x.engagement_id = e.id
     WHERE e.asked_by = 'vendor' AND ($1::timestamptz IS NULL OR e.asked_at >= $1) AND ($2::timestamptz IS NULL OR e.asked_at < $2)`,
    [from ? startOfDay(from, timeZone) : null, to ? startOfDay(addDays(to, 1), timeZone) : null],
  )
  return counts!
}
