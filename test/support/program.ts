import type { Role } from '@parley/contract/session'

/** A small believable program: one vendor, four partners that differ, one person of staff for each role. */

export const northwind = {
  vendor: { name: 'Northwind Systems', currency: 'USD', timeZone: 'America/Chicago' },
  productFamilies: [
    { id: 'backup', name: 'Backup' },
    { id: 'network-security', name: 'Network Security' },
    { id: 'analytics', name: 'Analytics' },
  ],
}

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const partner = (number: number, name: string, tier: 'registered' | 'silver' | 'gold' | 'platinum') => ({
  id: id(number),
  name,
  type: 'reseller' as const,
  tier,
  country: 'US',
  authorized: true,
  agreementSignedOn: '2024-03-01',
  inGoodStanding: true,
  trainedPeople: 6,
})

export const partners = {
  alder: partner(1, 'Alder Ridge Systems', 'gold'),
  brightwater: partner(2, 'Brightwater Technology', 'gold'),
  corvane: partner(3, 'Corvane IT', 'silver'),
  delmar: partner(4, 'Delmar Cloud Services', 'registered'),
}
export type PartnerName = keyof typeof partners

export type Person = { email: string; name: string; role: Role; partner: PartnerName | null }
const person = (name: string, role: Role, of: PartnerName | null = null): Person => ({
  email: `${name.toLowerCase().replaceAll(' ', '.')}@${of ?? 'northwind'}.example`,
  name,
  role,
  partner: of,
})

export const people = {
  alder: person('Ada Linden', 'partnerSeller', 'alder'),
  alderAdmin: person('Amir Haddad', 'partnerAdmin', 'alder'),
  brightwater: person('Bea Okoye', 'partnerSeller', 'brightwater'),
  corvane: person('Cem Aydin', 'partnerSeller', 'corvane'),
  delmar: person('Dora Szabo', 'partnerSeller', 'delmar'),
  sales: person('Sal Pereira', 'sales'),
  manager: person('Mina Castell', 'channelManager'),
  editor: person('Edda Kranz', 'policyEditor'),
  otherEditor: person('Eli Navarro', 'policyEditor'),
  approver: person('April Osei', 'policyApprover'),
  otherApprover: person('Arno Weiss', 'policyApprover'),
  finance: person('Fay Lindqvist', 'finance'),
  operator: person('Omar Said', 'operator'),
}
export type PersonName = keyof typeof people
export const password = 'a long enough password'
