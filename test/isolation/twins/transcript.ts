import type { Answer } from '../../support/someone.ts'

/** Everything that was drawn at random on one side. What wasn't drawn, such as a number that counts, is compared as it stands. */
export class Drawn {
  #all = new Set<string>()

  keep<T extends string>(drawn: T): T {
    this.#all.add(drawn)
    return drawn
  }

  has = (text: string) => this.#all.has(text)
}

const maybeDrawn = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[A-Z]-[2-9A-Z]{6}(?![\w-])|[\w-]{43}/g
const ofTheRequest = /^(x-request-id|date|set-cookie)$/

/** All that one partner receives, in order. Two sides may differ in what was drawn, and not in where it stands. */
export class Transcript {
  readonly entries: { what: string; said: string }[] = []
  #drawn: Drawn
  #names = new Map<string, string>()

  constructor(drawn: Drawn) {
    this.#drawn = drawn
  }

  /** `work` stands for how long it took: the round trips to the database. */
  hears(what: string, { status, headers, text }: Answer, work: number): void {
    const kept = [...headers].filter(([name]) => !ofTheRequest.test(name)).map(([name, value]) => `${name}: ${value}`)
    const own = text.replaceAll(/"requestId":"[^"]*"/g, '"requestId":""')
    this.keeps(what, [status, ...kept, `round trips: ${work}`, '', own].join('\n'))
  }

  /** What came otherwise than as an answer: an e-mail, a webhook. */
  keeps(what: string, said: string): void {
    this.entries.push({ what: this.#plain(what), said: this.#plain(said) })
  }

  /** What was drawn gets the number of its first appearance: the same in both where all is the same. */
  #plain(text: string): string {
    return text.replaceAll(maybeDrawn, (found) => {
      const drawn = this.#drawn.has(found) ? found : this.#referenceIn(found)
      if (drawn === null) return found
      const name = this.#names.get(drawn) ?? `drawn ${this.#names.size}`
      this.#names.set(drawn, name)
      return found.replace(drawn, name)
    })
  }

  /** Deals, claims and statements have references that were drawn as one of a registration. */
  #referenceIn(found: string): string | null {
    const asDrawn = found.replace(/^[A-Z]-/, 'R-')
    return this.#drawn.has(asDrawn) ? found : null
  }
}

/** In words where two transcripts of one partner differ first; null where they are the same to the byte. */
export function firstDifference(one: Transcript, other: Transcript): string | null {
  const most = Math.max(one.entries.length, other.entries.length)
  for (let at = 0; at < most; at++) {
    const [a, b] = [one.entries[at], other.entries[at]]
    if (a?.what === b?.what && a?.said === b?.said) continue
    const from = commonLength(a?.said ?? '', b?.said ?? '')
    const near = (text: string | undefined) => text?.slice(Math.max(0, from - 60), from + 160) ?? 'nothing'
    return `${a?.what ?? b?.what}\n  one side:   ${near(a?.said)}\n  the other: ${near(b?.said)}`
  }
  return null
}

function commonLength(one: string, other: string): number {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return at
}
