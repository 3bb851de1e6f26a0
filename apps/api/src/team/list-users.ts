import type { Role } from '@parley/contract/session'
import { assertRole } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { Conditions, containing, decodeCursor, toPage } from '../page.ts'
import { type InvitationRow, invitationRows, invitationView, isOpen } from './invitation-rows.ts'
import { type PersonRow, personRows, personView } from './person-view.ts'

export const userReaders: readonly Role[] = ['channelManager', 'operator']
/** Whoever works on deals chooses whose claim it is. */
const partnerNameReaders: readonly Role[] = ['sales', 'channelManager', 'finance', 'operator']

type PageQuery = { cursor?: string | undefined; limit: number }
type UsersQuery = PageQuery & {
  q?: string | undefined
  partnerId?: string | undefined
  of?: 'staff' | 'partners' | undefined
}

/** People of the vendor and of all partners, by name. */
export async function listUsers(ctx: Ctx, { cursor, limit, q, partnerId, of }: UsersQuery) {
  assertRole(ctx.actor, userReaders, 'see who is in')
  const where = new Conditions()
  if (q?.trim()) where.add('u.name ILIKE $? OR u.email ILIKE $?', containing(q.trim()), containing(q.trim()))
  if (partnerId) where.add('u."partnerId" = $?', partnerId)
  if (of) where.add(`u."partnerId" IS ${of === 'staff' ? '' : 'NOT '}NULL`)
  if (cursor) {
    const { key, id } = decodeCursor(cursor, 'users')
    where.add('(lower(u.name), u.id) > ($?::text, $?::text)', key, id)
  }
  const most = where.param(limit + 1)
  const rows = await ctx.tx.query<PersonRow & { key: string }>(
    `${personRows.replace('SELECT', 'SELECT lower(u.name) AS key,')} ${where} ORDER BY lower(u.name), u.id LIMIT ${most}`,
    where.params,
  )
  const { page, nextCursor } = toPage(rows, limit, 'users', (row) => row.key)
  return { items: page.map((row) => personView(ctx, row)), nextCursor }
}

/** Invitations that nobody has accepted or taken back, the latest first. */
export async function listInvitations(ctx: Ctx, { cursor, limit }: PageQuery) {
  assertRole(ctx.actor, userReaders, 'see who is invited')
  const where = new Conditions()
  where.add(isOpen)
  where.add('i.email IS NOT NULL')
  if (cursor) {
    const { key, id } = decodeCursor(cursor, 'invitations')
    where.add('(i.invited_at, i.id) < ($?::timestamptz, $?::uuid)', key, id)
  }
  const most = where.param(limit + 1)
  const rows = await ctx.tx.query<InvitationRow>(
    `${invitationRows} ${where} ORDER BY i.invited_at DESC, i.id DESC LIMIT ${most}`,
    where.params,
  )
  const { page, nextCursor } = toPage(rows, limit, 'invitations', (row) => row.invitedAt.toISOString())
  return { items: page.map((row) => invitationView(ctx, row)), nextCursor }
}

/** Partners by name, to choose from. */
export async function listPartnerNames(ctx: Ctx, { cursor, limit, q }: PageQuery & { q?: string | undefined }) {
  assertRole(ctx.actor, partnerNameReaders, 'choose a partner')
  const where = new Conditions()
  if (q?.trim()) where.add('p.name ILIKE $?', containing(q.trim()))
  if (cursor) {
    const { key, id } = decodeCursor(cursor, 'partners')
    where.add('(lower(p.name), p.id) > ($?::text, $?::uuid)', key, id)
  }
  const most = where.param(limit + 1)
  const rows = await ctx.tx.query<{ id: string; name: string; key: string }>(
    `SELECT p.id, p.name, lower(p.name) AS key FROM partner p ${where} ORDER BY lower(p.name), p.id LIMIT ${most}`,
    where.params,
  )
  const { page, nextCursor } = toPage(rows, limit, 'partners', (row) => row.key)
  return { items: page, nextCursor }
}
