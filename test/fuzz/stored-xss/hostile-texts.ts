import type { BodyOf, ParamsOf, ResponseOf, Route } from '@parley/contract/route'
import type { Someone } from '../../support/someone.ts'
import type { Document } from '../malformed/malformed-requests.ts'
import type { Payload } from './payloads.ts'
import { nameOf, type TextField, textFieldsOf } from './text-fields.ts'

type Say = (pointer: string, frame?: (text: string) => string, numbers?: readonly number[]) => string
type Sent<R extends Route> = {
  params?: ParamsOf<R>
  ifMatch?: number
  /** The body; `say` gives the text for a place in it. */
  body: (say: Say) => BodyOf<R>
}

/** A payload that was kept in a field: what a screen shows of it is known by its mark. */
export type Kept = { field: string; n: number }

/** Fields that take no line break and no tab. */
const oneLine = new Set(['startImport /fileName'])

/**
 * Payloads in fields, each with a mark of its own: six letters after a slash or two, so that a page tells which field it shows. Which payloads a
 * field has taken is counted by what the API accepted.
 */
export class HostileTexts {
  readonly fields: readonly TextField[]
  readonly payloads: readonly Payload[]
  readonly kept = new Map<string, Set<number>>()
  #marks = new Map<string, Kept>()
  #others: string[] = []

  constructor(document: Document, payloads: readonly Payload[]) {
    this.fields = textFieldsOf(document)
    this.payloads = payloads
  }

  /** The payload with this number as a text for this field, with a mark where there is room. Longer than the field takes: undefined. */
  text(field: string, n: number): string | undefined {
    const { text } = this.payloads[n - 1]!
    if (oneLine.has(field) && /\p{Cc}/u.test(text)) return undefined
    const { most } = this.#fieldOf(field)
    const marked = `${text}//${this.#markOf(field, n)}`
    return [marked, text].find(({ length }) => length <= most)
  }

  /** Numbers of all payloads in groups that a field takes together, `room` characters aside for what frames them. */
  groups(field: string, room = 0, atMost = 30): number[][] {
    const { most } = this.#fieldOf(field)
    const groups: number[][] = []
    let length = Number.POSITIVE_INFINITY
    for (const { n, open } of this.payloads) {
      const text = this.text(field, n)
      if (text === undefined || text.length + room > most) continue
      length += text.length + 1
      if (length + room > most || groups.at(-1)!.length >= atMost) {
        groups.push([])
        length = text.length
      }
      groups.at(-1)!.push(n)
      if (open) length = Number.POSITIVE_INFINITY
    }
    return groups
  }

  /** Somebody sends a request with these payloads in the places that it says; what was taken is counted. Throws when it's refused. */
  async sends<const R extends Route>(who: Someone, route: R, numbers: readonly number[], { body, ...rest }: Sent<R>) {
    const used: Kept[] = []
    const say: Say = (pointer, frame = (text) => text, these = numbers) => {
      const field = `${route.id} ${pointer}`
      const { most } = this.#fieldOf(field)
      const texts = these.flatMap((n) => {
        const text = this.text(field, n)
        if (text === undefined || frame(text).length > most) return []
        used.push({ field, n })
        return [text]
      })
      return texts.length > 0 ? frame(texts.join(' ')) : frame(`Words ${these.join(' ')}`)
    }
    const answer: ResponseOf<R> = await who.does(route, { ...rest, body: body(say) } as Parameters<
      typeof who.does<R>
    >[1])
    for (const each of used) this.keeps(each.field, each.n)
    return answer
  }

  keeps(field: string, n: number): void {
    this.kept.set(field, (this.kept.get(field) ?? new Set()).add(n))
  }

  /** A place that isn't a field of a body: a cell of a file, a name that another system sends. */
  elsewhere(place: string): (n: number) => string {
    if (!this.#others.includes(place)) this.#others.push(place)
    return (n) => {
      this.keeps(place, n)
      return `${this.payloads[n - 1]!.text}//${this.#markOf(place, n)}`
    }
  }

  /** Whose marks are in a text. */
  seenIn(text: string): Kept[] {
    return [...text.matchAll(/\/\/?((?:[bdfgklmnprst][aeiou]){3})/g)].flatMap(
      ([, mark]) => this.#marks.get(mark!) ?? [],
    )
  }

  #fieldOf(field: string): TextField {
    const found = this.fields.find((each) => nameOf(each) === field)
    if (!found) throw new Error(`There is no field ${field}.`)
    return found
  }

  #markOf(field: string, n: number): string {
    const at = this.fields.findIndex((each) => nameOf(each) === field)
    const mark = word((at < 0 ? this.fields.length + this.#others.indexOf(field) : at) * 150 + n)
    this.#marks.set(mark, { field, n })
    return mark
  }
}

/** A word of three syllables for each number below 216,000; neighbours look different, so that nobody takes two names for one. */
function word(number: number): string {
  let rest = (number * 77_773) % 216_000
  let made = ''
  for (let syllable = 0; syllable < 3; syllable++) {
    made += 'bdfgklmnprst'[rest % 12]! + 'aeiou'[Math.floor(rest / 12) % 5]!
    rest = Math.floor(rest / 60)
  }
  return made
}
