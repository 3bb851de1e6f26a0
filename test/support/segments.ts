import { partnerSegments } from '@parley/contract/routes/segments'
import type { PartnerSegments } from '@parley/contract/segments'
import { aDeal } from './factories.ts'
import type { World } from './open-world.ts'
import type { Someone } from './someone.ts'

const columbus = [
  'Whitfield Hardware',
  'Ostrander Dairy',
  'Kestrel Aviation',
  'Palomino Freight',
  'Juniper Dental',
  'Marlow Cement',
]
const boise = [
  'Quarry Lane Brewing',
  'Tamarack Timber',
  'Sawtooth Clinics',
  'Bannock Printing',
  'Redfish Outfitters',
  'Cascade Elevators',
]
const provo = ['Wasatch Orchards', 'Timpanogos Ceramics', 'Deseret Glassworks', 'Uinta Kennels', 'Bonneville Textiles']
/** Known companies by city; two cities are too small to be counted alone, and in Iceland there is one company. */
export const companiesIn = {
  Columbus: [
    ...columbus,
    'Scioto Robotics',
    'Buckeye Foundry',
    'Olentangy Insurance',
    'Hocking Carpets',
    'Franklin Seeds',
    'Zanesville Tiles',
  ],
  Boise: boise,
  Provo: provo,
  Yuma: ['Sonora Lettuce Growers', 'Kofa Quarries', 'Colorado River Marine'],
  Nome: ['Bering Fur Traders', 'Anvil Gold Works'],
  Reykjavik: ['Skogafoss Fisheries'],
} as const
export type CityName = keyof typeof companiesIn

/** Companies as the vendor knows them, before any partner comes. */
export async function knowsTheMarket(w: World): Promise<void> {
  await w.has.accounts(
    Object.entries(companiesIn).flatMap(([city, names]) =>
      names.map((name) => ({ name, domain: null, country: city === 'Reykjavik' ? 'IS' : 'US', city })),
    ),
  )
}

/** So many partners with a seller each, who are signed in. */
export async function others(w: World, count: number, nameOf = (number: number) => `Rival House ${number}`) {
  const sellers: Someone[] = []
  for (let number = 1; number <= count; number++) sellers.push(w.person(await w.has.partner(nameOf(number))))
  return sellers
}

export const registers = (seller: Someone, city: CityName, at: number, more: Parameters<typeof aDeal>[0] = {}) =>
  seller.registers(
    aDeal({ ...more, account: { name: companiesIn[city][at]!, country: city === 'Reykjavik' ? 'IS' : 'US', city } }),
  )

export const asks = (partner: Someone, country?: string): Promise<PartnerSegments> =>
  partner.does(partnerSegments.read, { query: country ? { country } : {} })

/** What a partner reads of a place for Backup, in words: undefined where the place isn't told. */
export function told(answer: PartnerSegments, place: string) {
  const found = answer.places.find(({ kind, title }) => (kind === 'city' ? title === place : kind === place))
  const segment = found?.segments.find(({ productFamily }) => productFamily === 'backup')
  return segment && { ...segment, band: answer.bands[segment.band]! }
}
