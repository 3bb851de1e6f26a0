/** The companies of one city, and how many of them each partner alone brought. */
export type City = { place: string; companies: number; brought: ReadonlyMap<string, number> }

export const elsewhere = '(elsewhere)'
export const unknownCity = '(unknown)'

/**
 * Which cities of a country partners are told of by name; the others stand together as elsewhere. Each of these has at least `minimum`
 * companies that no single partner brought, and so has whatever is left when some are taken from the country: no difference of two
 * counts is about fewer. Where no such parting is possible, there is only the country (null).
 */
export function placesTold(cities: readonly City[], minimum: number): ReadonlyMap<string, string | null> {
  const bySize = cities.toSorted((a, b) => ofOthers([b]) - ofOthers([a]) || (a.place < b.place ? -1 : 1))
  const isLarge = (city: City) => city.place !== unknownCity && ofOthers([city]) >= minimum
  const told = bySize.filter(isLarge)
  const others = bySize.filter((city) => !isLarge(city))
  while (others.length > 0 && told.length > 0 && ofOthers(others) < minimum) others.push(told.pop()!)
  const other = told.length > 0 ? elsewhere : null
  return new Map([
    ...told.map(({ place }) => [place, place] as const),
    ...others.map(({ place }) => [place, other] as const),
  ])
}

/** Companies of these cities without those of the partner that brought most of them: what nobody can have made up alone. */
export function ofOthers(cities: readonly City[]): number {
  const brought = new Map<string, number>()
  for (const city of cities)
    for (const [partner, count] of city.brought) brought.set(partner, (brought.get(partner) ?? 0) + count)
  const companies = cities.reduce((sum, city) => sum + city.companies, 0)
  return companies - Math.max(0, ...brought.values())
}
