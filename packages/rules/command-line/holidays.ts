import Holidays from 'date-holidays'

/** A public holiday that is a whole day off; `date` is `YYYY-MM-DD`. */
export type Holiday = { date: string; name: string }

const wholeDay = 86_400_000
const mostYears = 50

/**
 * The public holidays of a country (ISO 3166, "DE") or one of its regions ("BY") from one year to another, both included, in
 * order, to be written into a policy's calendar. Deciding never asks this list: a later version of it may know other days.
 * Throws a RangeError that says what to write when the country, the region or the years don't exist.
 */
export function holidaysOf(
  country: string,
  region: string | undefined,
  fromYear: number,
  toYear: number,
): readonly Holiday[] {
  const calendar = calendarOf(country, region)
  if (!Number.isInteger(fromYear) || !Number.isInteger(toYear) || fromYear < 1970 || toYear > 2200)
    throw new RangeError('Write years from 1970 to 2200.')
  if (toYear < fromYear || toYear - fromYear >= mostYears)
    throw new RangeError(`Write a last year that is at most ${mostYears - 1} years after the first.`)
  const byDate = new Map<string, string>()
  for (let year = fromYear; year <= toYear; year++)
    for (const { date, start, end, name, type } of calendar.getHolidays(year, 'en')) {
      if (type !== 'public' || !date.includes(' 00:00:00')) continue
      const days = Math.floor((end.getTime() - start.getTime()) / wholeDay)
      for (let day = 0; day < days; day++) {
        const each = daysAfter(date.slice(0, 10), day)
        byDate.set(each, byDate.has(each) ? `${byDate.get(each)}, ${name}` : name)
      }
    }
  return [...byDate]
    .map(([date, name]) => ({ date, name }))
    .filter(({ date }) => date >= `${fromYear}-01-01` && date <= `${toYear}-12-31`)
    .toSorted((one, other) => (one.date < other.date ? -1 : 1))
}

function calendarOf(country: string, region: string | undefined): Holidays {
  const code = country.toUpperCase()
  const countries = new Holidays().getCountries()
  if (!Object.hasOwn(countries, code))
    throw new RangeError(`There are no holidays for the country "${country}". Write its two letters, for example "DE".`)
  if (region === undefined) return new Holidays(code)
  const regions = new Holidays().getStates(code) ?? {}
  if (!Object.hasOwn(regions, region.toUpperCase()))
    throw new RangeError(
      Object.keys(regions).length === 0
        ? `There are no regions for "${code}". Leave the region out.`
        : `"${code}" has no region "${region}". Write one of ${Object.keys(regions).join(', ')}.`,
    )
  return new Holidays(code, region.toUpperCase())
}

function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + days * wholeDay).toISOString().slice(0, 10)
}
