import type { Partner } from './cast.ts'
import { Deals } from './deals.ts'
import { addCertifications, addPartners } from './fill.ts'
import { known, type Organisation } from './market.ts'
import { seeded } from './random.ts'
import type { Stage } from './stage.ts'

/** Small partners in New York that all do the same there, and don't know of each other. Nobody of them signs in. */
const names = [
  'Gansevoort Systems',
  'Hudson Yard Data',
  'Mulberry Street IT',
  'Kingsbridge Consulting',
  'Red Hook Networks',
  'Bowery Cloud Works',
  'Flatbush Technology',
  'Morningside Analytics',
  'Battery Park Services',
  'Inwood Digital',
]

const neighbours: readonly Partner[] = names.map((name, number) => ({
  ...{ id: `10000000-0000-4000-8000-0000000001${String(number).padStart(2, '0')}`, name },
  ...{ type: 'reseller', tier: 'silver', country: 'US', authorized: true, agreementSigned: true, inGoodStanding: true },
  ...{ trainedPeople: 3, certified: { analytics: 2, backup: 2 }, sellsIn: ['US'], monthly: 1, diligence: 70 },
  people: [{ name: `Seller of ${name}`, email: `seller${number}@neighbours.example`, role: 'partnerSeller' }],
}))

/** All sell Analytics in New York, every second one Backup; most of them to a company that another one wants, too. */
export function cueNeighbours(stage: Stage, organisations: readonly Organisation[]): void {
  const deals = new Deals(stage, seeded(4_391))
  const story = new Set<string>(Object.values(known))
  const here = organisations
    .filter(({ id, country, city }) => country === 'US' && city === 'New York' && !story.has(id))
    .slice(-12)
  stage.cue(stage.at(-80, 8), () =>
    stage.asSystem(async (ctx) => {
      await addPartners(
        ctx,
        neighbours.map(({ agreementSigned: _, ...partner }) => ({ ...partner, agreementSignedOn: '2025-02-01' })),
      )
      await addCertifications(
        ctx,
        neighbours.flatMap(({ id, people }) =>
          ['analytics', 'backup'].map((productFamily) => ({
            ...{ partnerId: id, productFamily, personName: people[0]!.name, expiresOn: '2099-12-31' },
          })),
        ),
      )
    }),
  )
  for (const [number, partner] of neighbours.entries()) {
    stage.meet(partner.people[0]!, `neighbour-${number}`)
    const registers = (productFamily: string, at: number, day: number) =>
      stage.cue(stage.at(day, 10), async () => {
        await deals.register(partner, here[at % here.length]!, { productFamily, closesInDays: 120 })
      })
    registers('analytics', number % 7, -70 + 2 * number)
    if (number % 2 === 0) registers('backup', 7 + (number % 4), -45 + number)
  }
}
