import type { AccountPair } from '@parley/contract/accounts'

/** Which record is proposed to stay, and why. */
export function proposeKept({ one, other }: Pick<AccountPair, 'one' | 'other'>): { id: string; why: string } {
  const prefer = (more: number, why: string) => ({ id: (more > 0 ? one : other).summary.id, why })
  const protections = one.protections.length - other.protections.length
  if (protections !== 0) return prefer(protections, 'It is proposed because more protections run there.')
  const registrations = one.registrations - other.registrations
  if (registrations !== 0) return prefer(registrations, 'It is proposed because it has more registrations.')
  if (one.createdAt === other.createdAt)
    return prefer(1, 'Both are equally old and equally used: take the better name.')
  return prefer(one.createdAt < other.createdAt ? 1 : -1, 'It is proposed because it is the older record.')
}
