import { wordsOf } from './fold-name.ts'
import type { NameProfile } from './name-profile.ts'
import type { Profile } from './party.ts'
import { spelledOnce, stopWords } from './words.ts'

/** Countries in English and in their own languages, and the regions that companies organise themselves by. */
const places = new Set(placeWords())

/**
 * Whether two names are one but for a country or a region: "ACME Corporation (UK)" and "Acme Corp.", "Acme Benelux" and
 * "Acme". Such companies are of one family, though they are seldom the same record. Domains mustn't speak against it.
 */
export function differOnlyByPlace(one: Profile, other: Profile): boolean {
  if (one.web && other.web && one.web.label !== other.web.label) return false
  if (firstWord(one.name) !== firstWord(other.name)) return false
  const [a, b] = [withoutPlaces(one), withoutPlaces(other)]
  if (a.rest.split(' ').some((word) => everyCountryHasOne.has(word))) return false
  const dropped = a.dropped + b.dropped
  return dropped > 0 && a.rest.length > 2 && a.rest === b.rest
}

/** What remains begins with it: of most names one needn't look further. */
function firstWord({ words }: NameProfile): string | null {
  for (let at = 0; at < words.length; at++) {
    const word = spelledOnce(words[at]!)
    if (!stopWords.has(word)) return word
  }
  return null
}

type Remaining = { rest: string; dropped: number }
const known = new WeakMap<NameProfile, Remaining>()

/** Remembered for each name: what was typed is compared with forty. */
function withoutPlaces({ name }: Profile): Remaining {
  const remembered = known.get(name) ?? leaveOutPlaces(name)
  known.set(name, remembered)
  return remembered
}

function leaveOutPlaces(name: NameProfile): Remaining {
  const words = name.words.slice(0, 16).map(spelledOnce)
  // At the end only: "UK Steel" is no branch of a Steel. And "Bank of America" isn't the Bank.
  let end = words.length
  while (end > 1 && (places.has(words[end - 1]!) || forms.has(words[end - 1]!)) && !stopWords.has(name.words[end - 2]!))
    end--
  const dropped = words.slice(end).filter((word) => places.has(word)).length
  return {
    rest: words
      .slice(0, end)
      .filter((word) => !stopWords.has(word))
      .join(' '),
    dropped,
  }
}

/** Each country has its own, and they are no family. */
const everyCountryHasOne = new Set(
  'ministry national university government embassy parliament police army navy academy library'.split(' '),
)

/** Legal forms that stand before the place, where they aren't at the end of the name. */
const forms = new Set('corporation inc ltd limited llc plc company gmbh ag sa group holdings'.split(' '))

function placeWords(): string[] {
  const regions = `europe emea apac asia africa america americas nordic nordics scandinavia benelux dach iberia baltics oceania latam
    anz uk usa us gb uae deutschland osterreich schweiz suisse svizzera espana italia france belgique belgie nederland danmark sverige norge
    suomi polska cesko slovensko magyarorszag romania bulgaria hellas portugal brasil mexico argentina chile colombia peru canada turkiye
    rossiya russia ukraine india china japan nippon korea singapore malaysia thailand vietnam indonesia philippines australia england scotland
    wales ireland`
  const codes =
    'AT AU BE BG BR CA CH CL CN CO CZ DE DK EE EG ES FI FR GB GR HK HU ID IE IL IN IT JP KR LT LU LV MX MY NG NL NO NZ PE PH PL PT RO SA SE SG SI SK TH TR TW UA US VN ZA'
  const names = new Intl.DisplayNames('en', { type: 'region' })
  const countries = codes.split(' ').map((code) => names.of(code) ?? code)
  return [
    ...regions.trim().split(/\s+/),
    ...countries.flatMap((name) => (name.includes(' ') ? [] : wordsOf(name))),
  ].map(spelledOnce)
}
