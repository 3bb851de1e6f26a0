import { type Role, roleTitles } from '@parley/contract/session'
import type { Program } from '../program.ts'
import type { NewPartner } from './fill.ts'

/** The demo's vendor, partners and people. All invented; the customers alone are real organisations. */

export const northwind: Program = {
  vendor: { name: 'Northwind Systems', currency: 'USD', timeZone: 'America/Chicago' },
  productFamilies: [
    { id: 'backup', name: 'Backup' },
    { id: 'network-security', name: 'Network Security' },
    { id: 'analytics', name: 'Analytics' },
  ],
}

/** One password for everybody: a demo is for looking around. */
export const demoPassword = 'parley demo'

export type Partner = Omit<NewPartner, 'agreementSignedOn'> & {
  agreementSigned: boolean
  /** How many people are certified, by product family. */
  certified: Partial<Record<string, number>>
  /** Countries that it sells in. */
  sellsIn: readonly string[]
  /** Registrations that it makes in a month. */
  monthly: number
  /** How likely it goes on working on a deal, in percent. */
  diligence: number
  people: readonly Person[]
}
export type Person = { name: string; email: string; role: Role }

const person = (name: string, host: string, role: Role): Person => {
  const handle = name
    .split(' ')[0]!
    .normalize('NFD')
    .replaceAll(/[^a-zA-Z]/g, '')
    .toLowerCase()
  return { name, email: `${handle}@${host}.example`, role }
}

const partnerId = (number: number) => `10000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const usual = { authorized: true, agreementSigned: true, inGoodStanding: true }
const everything = (backup: number, security: number, analytics: number) => ({
  backup,
  'network-security': security,
  analytics,
})

export const cast = {
  brightwater: {
    ...{ ...usual, id: partnerId(1), name: 'Brightwater Technology', type: 'var', tier: 'gold', country: 'US' },
    ...{ trainedPeople: 14, certified: everything(5, 4, 2), sellsIn: ['US'], monthly: 6, diligence: 85 },
    people: [
      person('Mara Lindqvist', 'brightwater', 'partnerSeller'),
      person('Owen Baptiste', 'brightwater', 'partnerAdmin'),
    ],
  },
  alderFinch: {
    ...{
      ...usual,
      id: partnerId(2),
      name: 'Alder & Finch Systems',
      type: 'integrator',
      tier: 'platinum',
      country: 'US',
    },
    ...{ trainedPeople: 61, certified: everything(22, 19, 12), sellsIn: ['US', 'CA'], monthly: 11, diligence: 88 },
    people: [person('Priya Raman', 'alderfinch', 'partnerSeller'), person('Marcus Bell', 'alderfinch', 'partnerAdmin')],
  },
  delmar: {
    ...{
      ...usual,
      id: partnerId(3),
      name: 'Delmar Cloud Services',
      type: 'managedService',
      tier: 'silver',
      country: 'US',
    },
    ...{ trainedPeople: 7, certified: everything(3, 1, 0), sellsIn: ['US'], monthly: 3, diligence: 75 },
    people: [person('Luis Ferreira', 'delmar', 'partnerSeller'), person('Tess Holloway', 'delmar', 'partnerAdmin')],
  },
  lakeshore: {
    ...{
      ...usual,
      id: partnerId(4),
      name: 'Lakeshore Managed IT',
      type: 'managedService',
      tier: 'silver',
      country: 'CA',
    },
    ...{ trainedPeople: 9, certified: everything(2, 2, 1), sellsIn: ['CA', 'US'], monthly: 3, diligence: 80 },
    people: [person('Noor Haddad', 'lakeshore', 'partnerSeller')],
  },
  corvane: {
    ...{ ...usual, id: partnerId(5), name: 'Corvane IT', type: 'reseller', tier: 'gold', country: 'GB' },
    ...{ trainedPeople: 18, certified: everything(6, 5, 3), sellsIn: ['GB', 'NL'], monthly: 7, diligence: 82 },
    people: [person('Callum Reid', 'corvane', 'partnerSeller'), person('Anjali Mehta', 'corvane', 'partnerAdmin')],
  },
  harrowLane: {
    ...{
      ...usual,
      id: partnerId(6),
      name: 'Harrow Lane Consulting',
      type: 'agency',
      tier: 'registered',
      country: 'GB',
    },
    ...{ trainedPeople: 2, certified: everything(1, 0, 1), sellsIn: ['GB'], monthly: 2, diligence: 25 },
    people: [person('Gemma Pryce', 'harrowlane', 'partnerSeller')],
  },
  eichwald: {
    ...{ ...usual, id: partnerId(7), name: 'Eichwald Netzwerke', type: 'integrator', tier: 'gold', country: 'DE' },
    ...{ trainedPeople: 23, certified: everything(7, 8, 2), sellsIn: ['DE', 'CH', 'AT'], monthly: 6, diligence: 90 },
    people: [person('Jonas Keller', 'eichwald', 'partnerSeller'), person('Sabine Roth', 'eichwald', 'partnerAdmin')],
  },
  garonne: {
    ...{ ...usual, id: partnerId(8), name: 'Garonne Numérique', type: 'var', tier: 'silver', country: 'FR' },
    ...{ trainedPeople: 8, certified: everything(3, 2, 1), sellsIn: ['FR', 'BE'], monthly: 3, diligence: 78 },
    people: [person('Élodie Marchand', 'garonne', 'partnerSeller')],
  },
  ishikawa: {
    ...{ ...usual, id: partnerId(9), name: 'Ishikawa Data', type: 'reseller', tier: 'gold', country: 'JP' },
    ...{ trainedPeople: 16, certified: everything(5, 5, 4), sellsIn: ['JP'], monthly: 5, diligence: 92 },
    people: [person('Haruto Sakai', 'ishikawa', 'partnerSeller')],
  },
  mallee: {
    ...{
      ...usual,
      id: partnerId(10),
      name: 'Mallee Distribution',
      type: 'distributor',
      tier: 'platinum',
      country: 'AU',
    },
    ...{ trainedPeople: 34, certified: everything(10, 9, 6), sellsIn: ['AU', 'NZ', 'SG'], monthly: 6, diligence: 80 },
    people: [person('Zoe Whitlam', 'mallee', 'partnerSeller')],
  },
  kestrelPeak: {
    ...{
      ...usual,
      id: partnerId(11),
      name: 'Kestrel Peak Partners',
      type: 'referral',
      tier: 'registered',
      country: 'CA',
    },
    ...{ trainedPeople: 1, certified: everything(0, 0, 0), sellsIn: ['CA'], monthly: 2, diligence: 40 },
    people: [person('Devon Achterberg', 'kestrelpeak', 'partnerSeller')],
  },
  pepperwood: {
    ...{ ...usual, id: partnerId(12), name: 'Pepperwood Digital', type: 'agency', tier: 'registered', country: 'US' },
    ...{
      agreementSigned: false,
      trainedPeople: 1,
      certified: everything(0, 0, 0),
      sellsIn: ['US'],
      monthly: 0,
      diligence: 50,
    },
    people: [person('Ruth Calloway', 'pepperwood', 'partnerSeller')],
  },
} satisfies Record<string, Partner>
export type PartnerName = keyof typeof cast

export const staff = {
  sales: person('Theo Brandt', 'northwind', 'sales'),
  manager: person('Iris Vogel', 'northwind', 'channelManager'),
  otherManager: person('Dan Okafor', 'northwind', 'channelManager'),
  head: person('Ingrid Solberg', 'northwind', 'channelManager'),
  editor: person('Nadia Rahman', 'northwind', 'policyEditor'),
  approver: person('Samuel Ortega', 'northwind', 'policyApprover'),
  finance: person('Greta Nyberg', 'northwind', 'finance'),
  operator: person('Kofi Mensah', 'northwind', 'operator'),
}

export type SignIn = {
  name: string
  email: string
  role: Role
  roleTitle: string
  partnerName: string | null
  password: string
  audience: 'partner' | 'staff'
}

/** Whom a visitor can sign in as: the seller whose story is told first, then everybody else. */
export function demoSignIns(): SignIn[] {
  const signIn = ({ name, email, role }: Person, partnerName: string | null): SignIn => ({
    ...{ name, email, role, roleTitle: roleTitles[role], partnerName, password: demoPassword },
    audience: partnerName === null ? 'staff' : 'partner',
  })
  const ofPartners = Object.values(cast).flatMap((partner) => partner.people.map((each) => signIn(each, partner.name)))
  return [...ofPartners, ...Object.values(staff).map((each) => signIn(each, null))]
}
