import type { Actor } from '../context.ts'

const secondsKept = 60
const mostKept = 10_000

/**
 * Who a session cookie stands for, remembered for 60 s, so that a request needs no look at the database for it. A session
 * that ended elsewhere is noticed after that time at the latest.
 */
export class SessionMemo {
  #actors = new Map<string, { actor: Actor; until: number }>()
  #clock: () => Date

  constructor(clock: () => Date) {
    this.#clock = clock
  }

  get(cookie: string): Actor | undefined {
    const kept = this.#actors.get(cookie)
    if (!kept) return undefined
    if (kept.until > this.#clock().getTime()) return kept.actor
    this.#actors.delete(cookie)
    return undefined
  }

  set(cookie: string, actor: Actor): void {
    if (this.#actors.size >= mostKept) this.#actors.delete(this.#actors.keys().next().value!)
    this.#actors.set(cookie, { actor, until: this.#clock().getTime() + secondsKept * 1000 })
  }

  forget(cookie: string): void {
    this.#actors.delete(cookie)
  }
}
