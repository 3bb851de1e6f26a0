import type { PartnerRenewal, StaffRenewal } from '@parley/contract/renewals'
import { assertRole } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { Conditions, decodeCursor, toPage } from '../page.ts'
import { type ContractRow, readContract, readContracts } from './contract-rows.ts'
import { renewalReaders } from './renewal-abilities.ts'
import { toPartnerRenewals, toStaffRenewals } from './renewal-view.ts'

type Query = { cursor?: string | undefined; limit: number; show: 'due' | 'renewed' }

/** One's own contracts by their end, soonest first. */
export async function listOwnRenewals(ctx: Ctx, query: Query) {
  const { page, nextCursor } = await pageOf(ctx, query)
  return { items: await toPartnerRenewals(ctx, page), nextCursor }
}

export async function listAllRenewals(ctx: Ctx, query: Query) {
  assertRole(ctx.actor, renewalReaders, 'read renewals')
  const { page, nextCursor } = await pageOf(ctx, query)
  return { items: await toStaffRenewals(ctx, page), nextCursor }
}

export async function readOwnRenewal(ctx: Ctx, id: string): Promise<PartnerRenewal> {
  return (await toPartnerRenewals(ctx, [await readContract(ctx.tx, id)]))[0]!
}

export async function readAnyRenewal(ctx: Ctx, id: string): Promise<StaffRenewal> {
  assertRole(ctx.actor, renewalReaders, 'read renewals')
  return (await toStaffRenewals(ctx, [await readContract(ctx.tx, id)]))[0]!
}

async function pageOf(ctx: Ctx, { cursor, limit, show }: Query) {
  const where = new Conditions()
  // The staff's list goes by the index of what is due.
  const follows = ctx.tx.partnerId === null ? 'c.renewed_by' : 'c.seen_renewal'
  where.add(`${follows} IS ${show === 'due' ? '' : 'NOT '}NULL`)
  if (cursor) {
    const { key, id } = decodeCursor(cursor, 'ending')
    where.add('(c.ends_on, c.id) > ($?::date, $?::uuid)', key, id)
  }
  const rows = await readContracts(ctx.tx, `${where} ORDER BY c.ends_on, c.id LIMIT ${limit + 1}`, where.params)
  return toPage<ContractRow>(rows, limit, 'ending', ({ endsOn }) => endsOn)
}
