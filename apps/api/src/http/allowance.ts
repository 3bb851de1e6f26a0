const mostKept = 20_000

/** What is left after a use: `remaining` more at once, `resetSeconds` until all are; `waitSeconds` above 0 where it was refused. */
export type Left = { remaining: number; resetSeconds: number; waitSeconds: number }

/**
 * So many uses a window for each key, all at once or evenly: they come back one by one. One number is kept for a key (the
 * instant at which all have come back), so that counting costs next to nothing. In this process' memory, by the clock given.
 */
export class Allowance {
  readonly most: number
  readonly windowMs: number
  #eachMs: number
  #fullAt = new Map<string, number>()

  constructor({ most, windowMs }: { most: number; windowMs: number }) {
    this.most = most
    this.windowMs = windowMs
    this.#eachMs = windowMs / most
  }

  /** Counts one more use at this instant (milliseconds). What is refused isn't counted. */
  use(key: string, now: number): Left {
    const before = Math.max(now, this.#fullAt.get(key) ?? now)
    const after = before + this.#eachMs
    const over = after - now - this.windowMs
    if (over > 0.5) return this.#left(before, now, Math.max(1, Math.ceil(over / 1000)))
    this.#keep(key, after)
    return this.#left(after, now, 0)
  }

  #left(fullAt: number, now: number, waitSeconds: number): Left {
    const remaining = Math.max(0, Math.floor((this.windowMs - (fullAt - now)) / this.#eachMs + 0.001))
    return { remaining, resetSeconds: Math.ceil((fullAt - now) / 1000), waitSeconds }
  }

  /** Whoever was away longest is forgotten first. */
  #keep(key: string, fullAt: number): void {
    this.#fullAt.delete(key)
    if (this.#fullAt.size >= mostKept) this.#fullAt.delete(this.#fullAt.keys().next().value!)
    this.#fullAt.set(key, fullAt)
  }
}
