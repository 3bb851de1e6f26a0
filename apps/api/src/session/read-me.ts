import type { Me, Role } from '@parley/contract/session'
import { registration } from '@parley/rules/points/registration/point'
import { notFound } from '../app-error.ts'
import type { Ctx } from '../context.ts'

export const tierTitles = registration.facts['partner.tier'].values as Record<string, string>

export async function readMe({ tx, actor, now, vendor, productFamilies }: Ctx): Promise<Me> {
  const user = { id: actor.userId, name: actor.name, email: actor.email, role: actor.role as Role }
  const { viewedBy, looksAs } = actor
  const viewed = viewedBy ? { viewId: viewedBy.viewId, by: viewedBy.name, endsAt: viewedBy.endsAt.toISOString() } : null
  const secondFactorNeeded = actor.secondFactorMissing ?? false
  const looking = looksAs ? { viewId: looksAs.viewId, name: looksAs.name, endsAt: looksAs.endsAt.toISOString() } : null
  const shared = { user, vendor, productFamilies, secondFactorNeeded, now: now.toISOString(), viewed, looking }
  if (actor.audience !== 'partner') return { ...shared, audience: 'staff', partner: null }
  const [partner] = await tx.query<{ id: string; name: string; tier: string }>(
    'SELECT id, name, tier FROM partner WHERE id = $1',
    [actor.partnerId],
  )
  if (!partner) throw notFound('partner')
  return { ...shared, audience: 'partner', partner: { ...partner, tierTitle: tierTitles[partner.tier]! } }
}
