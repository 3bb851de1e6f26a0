import { systemActor } from '@parley/api/context'
import {
  addAccounts,
  addCertifications,
  addDirectOpportunities,
  addHoldings,
  addPartners,
  nameVendor,
} from '@parley/api/demo/fill'
import { installDefaultPolicies } from '@parley/api/policies/install-default-policies'
import { createUser } from '@parley/api/session/create-user'
import { inTransaction } from '@parley/api/transaction'
import { openPool } from '@parley/db/connect'
import { Random } from '../fuzz/rules-random.ts'
import { market } from '../support/market.ts'
import { openInstance } from '../support/open-world.ts'
import { northwind, type Person, password } from '../support/program.ts'
import type { SeasonOptions } from './options.ts'
import { drawSteadily } from './steady-ids.ts'

export type PartnerOfSeason = { id: string; name: string; tier: string; person: Person }
export type AccountOfSeason = {
  id: string
  name: string
  domain: string | null
  country: string
  designation: 'open' | 'named' | 'house'
}
export type Cast = { partners: PartnerOfSeason[]; accounts: AccountOfSeason[] }

export const families = northwind.productFamilies.map(({ id }) => id)
const tiers = ['platinum', 'gold', 'silver', 'gold', 'platinum', 'registered'] as const
const firstNames = ['Alder', 'Bright', 'Corvane', 'Delmar', 'Ember', 'Fenwick', 'Garnet', 'Hollis', 'Isla', 'Juniper']
const lastNames = ['Systems', 'Technology', 'Cloud', 'Networks']

const person = (name: string, role: Person['role']): Person => ({
  name,
  role,
  email: `${name.toLowerCase().replaceAll(' ', '.')}@northwind.example`,
  partner: null,
})
export const staff = {
  sales: person('Sal Pereira', 'sales'),
  otherSales: person('Sylvia Brandt', 'sales'),
  manager: person('Mina Castell', 'channelManager'),
  otherManager: person('Milo Grant', 'channelManager'),
  finance: person('Fay Lindqvist', 'finance'),
  editor: person('Edda Kranz', 'policyEditor'),
  approver: person('April Osei', 'policyApprover'),
} satisfies Record<string, Person>
export type StaffName = keyof typeof staff

/** Accounts that nobody wants before the last day. */
export const wantedAtOnce = [
  ...['Cormorant Cables', 'Turnstone Tiles', 'Whimbrel Works', 'Dotterel Dairies', 'Phalarope Pharma'],
  ...['Kittiwake Kilns', 'Guillemot Glass', 'Shearwater Shoes', 'Razorbill Rail', 'Fulmar Foundries'],
]

const uuid = (group: number, number: number) => `0000000${group}-0000-4000-8000-${String(number + 1).padStart(12, '0')}`

function partnerAt(number: number): PartnerOfSeason {
  const name = `${firstNames[number % firstNames.length]} ${lastNames[Math.floor(number / firstNames.length) % 4]}`
  const email = `seller@${name.toLowerCase().replaceAll(' ', '-')}.example`
  return {
    id: uuid(1, number),
    name,
    tier: tiers[number % tiers.length]!,
    person: { email, name: `Seller of ${name}`, role: 'partnerSeller', partner: null },
  }
}

/** Fills a migrated database with the program of a season: partners, staff, policies, accounts of which some are known well. */
export async function buildCast(ownerUrl: string, options: SeasonOptions): Promise<Cast> {
  const random = new Random(options.seed)
  const partners = Array.from({ length: options.partners }, (_, number) => partnerAt(number))
  const companies = market().filter(({ country }) => country !== null)
  const accounts = random
    .shuffled(companies.slice(0, 2_500))
    .slice(0, options.accounts)
    .map((company, number) => ({
      ...company,
      id: uuid(2, number),
      country: company.country!,
      designation: number % 19 === 7 ? ('house' as const) : number % 13 === 5 ? ('named' as const) : ('open' as const),
    }))
  const pool = openPool(ownerUrl, { role: 'parley_app', size: 4 })
  const { env, close } = openInstance(pool, () => new Date('2026-01-05T15:00:00.000Z'))
  drawSteadily(env, `${options.seed} the cast`)
  await nameVendor(pool, northwind)
  await inTransaction(env, systemActor, async (ctx) => {
    await addPartners(
      ctx,
      partners.map(({ id, name, tier }) => ({
        ...{ id, name, tier: tier as (typeof tiers)[number], type: 'reseller', country: 'US', authorized: true },
        ...{ agreementSignedOn: '2024-03-01', inGoodStanding: true, trainedPeople: 6 },
      })),
    )
    await addCertifications(
      ctx,
      partners.flatMap(({ id: partnerId }) =>
        families.map((productFamily) => ({
          ...{ partnerId, productFamily, personName: 'Certified Person', expiresOn: '2031-12-31' },
        })),
      ),
    )
    await installDefaultPolicies(ctx)
    await addAccounts(ctx, accounts)
    await addAccounts(
      ctx,
      wantedAtOnce.map((name, number) => ({ id: uuid(3, number), name, domain: null, country: 'US', city: null })),
    )
    const some = (every: number, offset: number) => accounts.filter((_, number) => number % every === offset)
    await addHoldings(
      ctx,
      some(11, 3).map(({ id: accountId }) => ({
        ...{ accountId, productFamily: random.pick(families), since: '2025-03-01' },
        incumbentPartnerId: random.chance(0.7) ? random.pick(partners).id : null,
      })),
    )
    await addDirectOpportunities(
      ctx,
      some(17, 2).map(({ id: accountId }) => ({
        ...{ accountId, productFamily: random.pick(families), ownerName: staff.sales.name },
        lastContactOn: random.pick(['2026-10-20', '2026-07-01']),
      })),
    )
  })
  for (const each of Object.values(staff)) await createUser(env, { ...each, password, partnerId: null })
  for (const { id, person: seller } of partners) await createUser(env, { ...seller, password, partnerId: id })
  await close()
  await pool.end()
  return { partners, accounts }
}
