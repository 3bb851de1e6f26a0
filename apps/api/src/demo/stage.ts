import { type Actor, type Ctx, type Env, systemActor } from '../context.ts'
import { sweepProtections } from '../jobs/sweep-protections.ts'
import { inTransaction } from '../transaction.ts'
import type { Person } from './cast.ts'
import { seeded } from './random.ts'

export const dayMs = 86_400_000
const hourMs = 3_600_000

type Cue = { at: Date; order: number; run: () => Promise<void> }

/** Plays what people did in the past, in order of time, through the real use cases with the clock of that moment. */
export class Stage {
  readonly env: Env
  #clock: Date
  #end: Date
  #cues: Cue[] = []
  #cuesMade = 0
  #userIds = new Map<string, string>()

  constructor(env: Env, end: Date) {
    this.#end = end
    this.#clock = end
    const ids = seeded(7)
    const hex = () => ids.next().toString(16).padStart(8, '0')
    const reference = () => Array.from({ length: 6 }, () => ids.pick([...'23456789ABCDEFGHJKMNPQRSTVWXYZ'])).join('')
    this.env = {
      ...env,
      clock: () => this.#clock,
      newId: () => {
        const time = this.#clock.getTime().toString(16).padStart(12, '0')
        return `${time.slice(0, 8)}-${time.slice(8)}-7${hex().slice(5)}-8${hex().slice(5)}-${hex()}${hex().slice(4)}`
      },
      newReference: () => `R-${reference()}`,
    }
  }

  get now(): Date {
    return this.#clock
  }

  /** `days` before the end (negative), at an hour of that day in Chicago's winter. */
  at(days: number, hour = 10): Date {
    const midnight = Math.floor(this.#end.getTime() / dayMs) * dayMs
    return new Date(midnight + days * dayMs + (hour + 6) * hourMs)
  }

  /** The same on a working day: what falls on a weekend, on the Monday after. */
  atWork(days: number, hour: number): Date {
    const instant = this.at(days, hour)
    const daysToMonday = [1, 0, 0, 0, 0, 0, 2][instant.getUTCDay()] ?? 0
    return new Date(instant.getTime() + daysToMonday * dayMs)
  }

  /** Something that happens then; what lies after the end doesn't happen. */
  cue(at: Date, run: () => Promise<void>): void {
    if (at >= this.#end || at <= this.#clock) return
    this.#cues.push({ at, order: this.#cuesMade++, run })
  }

  /** Somebody who can act from now on, by the id of the sign-in. */
  meet(person: Person, userId: string): void {
    this.#userIds.set(person.email, userId)
  }

  as<T>(person: Person, partnerId: string | null, work: (ctx: Ctx) => Promise<T>): Promise<T> {
    const { name, email, role } = person
    const userId = this.#userIds.get(email)!
    const actor: Actor = { userId, name, email, role, audience: partnerId ? 'partner' : 'staff', partnerId }
    return inTransaction(this.env, actor, work)
  }

  asSystem<T>(work: (ctx: Ctx) => Promise<T>): Promise<T> {
    return inTransaction(this.env, systemActor, work)
  }

  /** Goes back to the beginning; cues are then given from there on. */
  begin(at: Date): void {
    this.#clock = at
  }

  /** Plays every cue, with the daily check of protections in between. */
  async play(): Promise<void> {
    let nextSweep = this.#clock.getTime() + dayMs
    for (let cue = this.#next(); cue; cue = this.#next()) {
      while (nextSweep < cue.at.getTime()) {
        await this.#sweep(new Date(nextSweep))
        nextSweep += dayMs
      }
      this.#clock = cue.at
      await cue.run()
    }
    for (; nextSweep < this.#end.getTime(); nextSweep += dayMs) await this.#sweep(new Date(nextSweep))
    this.#clock = this.#end
    await this.#sweep(this.#end)
  }

  async #sweep(at: Date): Promise<void> {
    this.#clock = at
    await sweepProtections(this.env)
  }

  #next(): Cue | undefined {
    if (this.#cues.length === 0) return undefined
    let first = 0
    for (let index = 1; index < this.#cues.length; index++) {
      const [a, b] = [this.#cues[index]!, this.#cues[first]!]
      if (a.at < b.at || (a.at.getTime() === b.at.getTime() && a.order < b.order)) first = index
    }
    return this.#cues.splice(first, 1)[0]
  }
}
