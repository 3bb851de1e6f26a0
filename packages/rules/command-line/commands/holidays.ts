import { type Answer, WrongUse } from '../answer.ts'
import { counted } from '../findings-in-words.ts'
import { holidaysOf } from '../holidays.ts'
import type { Input } from '../options.ts'

const example = 'For example: npm run policy -- holidays DE --from 2026 --to 2030 --region BY'

/** The list for a policy's calendar. */
export function holidays({ names, options }: Input): Answer {
  const [country, ...more] = names
  if (country === undefined || more.length > 0) throw new WrongUse('Name one country.', example)
  const region = options.text('region')
  const [from, to] = [options.needed('from', example), options.needed('to', example)]
  const named = namedDays(country, region, from, to)
  const dates = named.map(({ date }) => date)
  return {
    text: `"holidays": ${JSON.stringify(dates, null, 2)}`,
    notes: [
      ...named.map(({ date, name }) => `${date}  ${name}`),
      `${counted(dates.length, 'day')} to read through, and to paste into "calendar".`,
    ].join('\n'),
    json: { ok: true, country, ...(region === undefined ? {} : { region }), holidays: dates, named },
    code: 0,
  }
}

function namedDays(country: string, region: string | undefined, from: string, to: string) {
  try {
    return holidaysOf(country, region, Number(from), Number(to))
  } catch (mistake) {
    if (!(mistake instanceof RangeError)) throw mistake
    throw new WrongUse(mistake.message)
  }
}
