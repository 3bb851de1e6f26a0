import { Random } from '../fuzz/rules-random.ts'
import { type Person, password } from '../support/program.ts'
import { NotDone, Someone } from '../support/someone.ts'
import { type AccountOfSeason, type Cast, type PartnerOfSeason, type StaffName, staff } from './cast.ts'
import { Diary } from './diary.ts'
import type { SeasonOptions } from './options.ts'
import type { Processes } from './processes.ts'

export const dayMs = 86_400_000
/** A Monday morning in Chicago. */
export const seasonBegins = new Date('2026-11-02T15:00:00.000Z')

export type Sql = <Row>(text: string, values?: unknown[]) => Promise<Row[]>
/** What happened, by kind and how it came out. */
export type Tally = Record<string, Record<string, number>>

/** What a person may run into who did nothing wrong: it isn't possible any more, somebody was faster, a rule is against it. */
const ordinaryRefusals = new Set([403, 409, 412, 422])

/** One program over many months: who takes part, what is planned, what time it is, and what has come of it. */
export class Season {
  readonly options: SeasonOptions
  readonly cast: Cast
  readonly sql: Sql
  readonly ends: Date
  readonly tally: Tally = {}
  #processes: Processes
  #diary = new Diary()
  #now = seasonBegins
  #people = new Map<string, { someone: Someone; until: number }>()
  #randoms = new Map<string, Random>()

  constructor(options: SeasonOptions, cast: Cast, processes: Processes, sql: Sql) {
    this.options = options
    this.cast = cast
    this.sql = sql
    this.#processes = processes
    const ends = new Date(seasonBegins)
    // A little later than the last month, so that it is closed, too.
    ends.setUTCMonth(ends.getUTCMonth() + options.months, 8)
    this.ends = ends
  }

  get now(): Date {
    return this.#now
  }

  get today(): string {
    return this.#now.toISOString().slice(0, 10)
  }

  /** Chances of one kind of event: those of others don't move when it draws more. */
  random(kind: string): Random {
    let random = this.#randoms.get(kind)
    if (!random) {
      const salt = [...kind].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7)
      random = new Random((this.options.seed ^ salt) >>> 0)
      this.#randoms.set(kind, random)
    }
    return random
  }

  staff(name: StaffName): Someone {
    return this.#as(staff[name])
  }

  partner({ person }: PartnerOfSeason): Someone {
    return this.#as(person)
  }

  /** A partner other than these. */
  anotherPartner(random: Random, ...than: readonly string[]): PartnerOfSeason {
    return random.pick(this.cast.partners.filter(({ id }) => !than.includes(id)))
  }

  anAccount(random: Random): AccountOfSeason {
    return random.pick(this.cast.accounts)
  }

  /** Signs in anew twice a year. */
  #as(person: Person): Someone {
    const known = this.#people.get(person.email)
    if (known && known.until > this.#now.getTime()) return known.someone
    const someone = new Someone(this.#processes.http, person, password)
    this.#people.set(person.email, { someone, until: this.#now.getTime() + 180 * dayMs })
    return someone
  }

  /** Something that happens then; what lies after the end doesn't happen. */
  plan(at: Date, deed: () => Promise<void>): void {
    if (at >= this.#now && at < this.ends) this.#diary.plan(at, deed)
  }

  /** In so many days, at some minute of the working day in Chicago. */
  inDays(days: number, random: Random, deed: () => Promise<void>): void {
    const midnight = Math.floor(this.#now.getTime() / dayMs) * dayMs + days * dayMs
    const at = midnight + 15 * 3_600_000 + random.whole(0, 8 * 3_600_000)
    this.plan(new Date(Math.max(at, this.#now.getTime() + 60_000)), deed)
  }

  count(kind: string, outcome: string, times = 1): void {
    this.tally[kind] ??= {}
    this.tally[kind][outcome] = (this.tally[kind][outcome] ?? 0) + times
  }

  /** Does it, unless the API says that it isn't possible as things stand: that is counted, and null. */
  async tries<T>(kind: string, deed: () => Promise<T>): Promise<T | null> {
    try {
      return await deed()
    } catch (error) {
      if (!(error instanceof NotDone) || !ordinaryRefusals.has(error.answer.status)) throw error
      this.count(kind, `not possible (${error.answer.status})`)
      return null
    }
  }

  /** All that is done by the clock. Throws when a job told the log of an error. */
  async runsJobs({ isSigned = false } = {}): Promise<void> {
    for (const { name, counts, errors } of await this.#processes.runsJobs(isSigned)) {
      if (errors.length > 0) throw new Error(`${name} on ${this.today}: ${errors.join('\n')}`)
      for (const [outcome, count] of Object.entries(counts)) if (count > 0) this.count(name, outcome, count)
    }
  }

  /** Lets everything happen that is planned, each at its time. */
  async play(say: (line: string) => void): Promise<void> {
    let month = ''
    for (let entry = this.#diary.next(); entry; entry = this.#diary.next()) {
      this.#now = entry.at
      await this.#processes.setTime(entry.at)
      if (month !== this.today.slice(0, 7)) {
        month = this.today.slice(0, 7)
        say(`${month}: ${this.#processes.traffic.requests} requests so far`)
      }
      await entry.deed()
    }
    this.#now = this.ends
    await this.#processes.setTime(this.ends)
  }
}
