import { type Band, type Contest, contests, type PartnerSegments } from '@parley/contract/segments'
import { countryName } from '@parley/ui/countries'

export type Place = PartnerSegments['places'][number]
export type Segment = Place['segments'][number] & { place: string; says: Band }

/** A place as the address names it; the country itself has none. */
export const placeKey = ({ kind, title }: Place): string =>
  kind === 'city' ? title : kind === 'country' ? '' : 'elsewhere'

const withArticle = /^(United|Netherlands|Philippines|Bahamas|Maldives|Dominican Republic|Central African)|Islands$/

/** "the United States", "Iceland": a country within a sentence. */
function countryInWords(country: string | null): string {
  const name = countryName(country)
  return withArticle.test(name) ? `the ${name}` : name
}

export function placeName({ kind, title }: Place, country: string | null): string {
  if (kind === 'city') return title
  return kind === 'country' ? `All of ${countryInWords(country)}` : `Elsewhere in ${countryInWords(country)}`
}

export function segmentOf(data: PartnerSegments, place: Place, family: string): Segment {
  const segment = place.segments.find(({ productFamily }) => productFamily === family) ?? place.segments[0]!
  return { ...segment, place: placeName(place, data.country), says: data.bands[segment.band]! }
}

const meetings: Record<Contest, string> = {
  rarely: 'They rarely meet at one company.',
  sometimes: 'They sometimes meet at one company.',
  often: 'They often meet at one company.',
}

/** How contested it is, or why that isn't said. */
export function contestInWords({ contested, says }: Segment, from: number): string | null {
  if (contested) return meetings[contested]
  if (says.type === 'nobodyElse' || says.type === 'tooSmall') return null
  return `How often they meet is said from ${from} others on.`
}

export const contestShort = ({ contested }: Segment): string | null => contested && `${contests[contested]} contested`

/** "You worked with 3 companies there." */
export const ownInWords = ({ ownCompanies }: Segment): string =>
  ownCompanies === 0
    ? 'You work with no company here yet.'
    : `You work with ${ownCompanies === 1 ? '1 company' : `${ownCompanies} companies`} here.`
