import type { Party } from '@parley/identity/party'
import { webPlace } from '@parley/identity/web-place'
import { draws } from './match-draws.ts'
import { WordStream } from './match-words.ts'

/** Words that hold a name together: kept where the real name has them. */
const glue = /^\p{Ll}{1,4}$|^[^\p{L}\p{N}]+$/u

/**
 * The real accounts first, then names recombined from their words, until there are `count`: a real name's build, each word drawn
 * from those that real names have in such a place, as often as they have it, and a rare word made from syllables of rare ones as
 * often as more real names would bring a new one. Half have a domain. The same for the same seed.
 */
export function* population(real: readonly Party[], count: number, seed: number): Generator<Party> {
  yield* real.slice(0, count)
  const draw = draws(seed)
  const builds = real.map(({ name }) => wordsOf(name)).filter((words) => words.length > 0)
  const streams = [0, 1, 2].map((place) => new WordStream(wordsAt(builds, place), draw))
  const places = real.filter(({ country }) => country)
  const hosts = new Hosts(real, draw)
  for (let made = real.length; made < count; made++) {
    const build = draw.of(builds)
    const words = build.map((word, at) => (glue.test(word) ? word : streams[placeOf(build, at)]!.next()))
    const { country, city } = draw.of(places)
    yield { name: words.join(' '), domain: draw.chance(0.5) ? hosts.next(words, country!) : null, country, city }
  }
}

const wordsOf = (name: string) => name.split(/\s+/).filter((word) => word !== '' && !/[()[\]]/.test(word))

/** The first word of a name, its last, or one between: other words stand there. */
const placeOf = (words: readonly string[], at: number) => (at === 0 ? 0 : at === words.length - 1 ? 2 : 1)

const wordsAt = (builds: readonly string[][], place: number) =>
  builds.flatMap((words) => words.filter((word, at) => placeOf(words, at) === place && !glue.test(word)))

/** Hosts as companies choose them: of the name's words or initials, each domain one company's but for a tenth that share one. */
class Hosts {
  readonly #taken = new Set<string>()
  readonly #shared: string[] = []
  readonly #suffixes = new Map<string, string[]>()
  readonly #draw: ReturnType<typeof draws>

  constructor(real: readonly Party[], draw: ReturnType<typeof draws>) {
    this.#draw = draw
    for (const { domain, country } of real) {
      const web = domain ? webPlace(domain) : null
      if (!web) continue
      this.#taken.add(web.domain)
      this.#shared.push(web.domain)
      const known = this.#suffixes.get(country ?? '')
      if (known) known.push(web.suffix)
      else this.#suffixes.set(country ?? '', [web.suffix])
    }
  }

  next(words: readonly string[], country: string): string {
    const plain = words.map((word) => word.toLowerCase().replace(/[^a-z0-9]/g, '')).filter((word) => word.length > 1)
    if (plain.length === 0) plain.push('company')
    if (this.#draw.chance(0.1) && this.#shared.length > 0)
      return `${plain[0]!.slice(0, 30)}.${this.#draw.of(this.#shared)}`
    const suffix = this.#draw.of(this.#suffixes.get(country) ?? ['com'])
    const initials = plain.map((word) => word[0]).join('')
    const labels = [
      initials.length > 2 && this.#draw.chance(0.25) ? initials : plain[0]!,
      plain.slice(0, 2).join(''),
      plain.join(''),
    ]
    for (let number = 0; ; number++) {
      const label = labels[number] ?? `${labels[2]}${number}`
      const domain = `${label.slice(0, 50)}.${suffix}`
      if (this.#taken.has(domain)) continue
      this.#taken.add(domain)
      if (this.#draw.chance(0.2)) this.#shared.push(domain)
      return domain
    }
  }
}
