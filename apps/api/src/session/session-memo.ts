import type { Actor } from '../context.ts'

const secondsKept = 60
const mostKept = 10_000

/**
 * Who a session cookie stands for, remembered for 60 s, so that a request needs no look at the database for it. A session
 * that ended in another process is told by the database (ended-elsewhere.ts), and noticed after that time at the latest.
 */
export class SessionMemo {
  #actors = new Map<string, { actor: Actor; until: number }>()
  #clock: () => Date
  #forgotten = 0
  #onFirstUse: (() => void) | undefined

  constructor(clock: () => Date) {
    this.#clock = clock
  }

  /** Called once, when there is something to remember: a process that serves nobody needs to hear of no endings. */
  onFirstUse(listener: () => void): void {
    this.#onFirstUse = listener
  }

  get(cookie: string): Actor | undefined {
    const kept = this.#actors.get(cookie)
    if (!kept) return undefined
    if (kept.until > this.#clock().getTime()) return kept.actor
    this.#actors.delete(cookie)
    return undefined
  }

  /** Taken before the database is asked: what was forgotten since makes its answer too old to be remembered. */
  get mark(): number {
    return this.#forgotten
  }

  set(cookie: string, actor: Actor, mark: number): void {
    this.#onFirstUse?.()
    this.#onFirstUse = undefined
    if (mark !== this.#forgotten) return
    if (this.#actors.size >= mostKept) this.#actors.delete(this.#actors.keys().next().value!)
    this.#actors.set(cookie, { actor, until: this.#clock().getTime() + secondsKept * 1000 })
  }

  forget(cookie: string): void {
    this.#forgotten++
    this.#actors.delete(cookie)
  }

  forgetUser(userId: string): void {
    this.#forgotten++
    for (const [cookie, { actor }] of this.#actors) if (actor.userId === userId) this.#actors.delete(cookie)
  }

  forgetAll(): void {
    this.#forgotten++
    this.#actors.clear()
  }
}
