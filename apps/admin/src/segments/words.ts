import { countryName } from '@parley/ui/countries'
import type { Measure } from '../paths.ts'

/** What a cell of the map can show. */
export const measures: Record<Measure, string> = {
  partners: 'Partners',
  contested: 'Contested companies',
  protections: 'Protections',
  openConflicts: 'Open conflicts',
}

export const countryTitle = (country: string): string =>
  country === 'none' ? 'no known country' : countryName(country)

/** What a place of the map is called. */
export function placeTitle({ country, place, title }: { country: string; place: string; title: string }): string {
  if (place === '') return country === 'none' ? 'No country known' : countryName(country)
  return title === '' ? 'No city known' : title
}

export const countOf = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${count} ${many}`
