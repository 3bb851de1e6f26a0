/** Uses that are kept together: what a limit remembers of somebody is a handful of these, however often it is used. */
const spanMs = 60_000
const mostKept = 20_000

type Span = { beganAt: number; lastAt: number; uses: number }

/** At most so many uses within any window, for each key. In this process' memory, by the clock that it is given. */
export class RateLimit {
  readonly most: number
  readonly windowMs: number
  #clock: () => Date
  #spans = new Map<string, Span[]>()

  constructor(clock: () => Date, { most, windowMs }: { most: number; windowMs: number }) {
    this.#clock = clock
    this.most = most
    this.windowMs = windowMs
  }

  /** Counts one more use, and ends in 0; where that would be too many, in the seconds until the next one is possible. */
  use(key: string): number {
    const now = this.#clock().getTime()
    const spans = (this.#spans.get(key) ?? []).filter(({ lastAt }) => lastAt > now - this.windowMs)
    if (spans.reduce((sum, { uses }) => sum + uses, 0) >= this.most)
      return Math.max(1, Math.ceil((spans[0]!.lastAt + this.windowMs - now) / 1000))
    const last = spans.at(-1)
    if (last && now < last.beganAt + spanMs) {
      last.uses += 1
      last.lastAt = Math.max(last.lastAt, now)
    } else {
      spans.push({ beganAt: now, lastAt: now, uses: 1 })
    }
    this.#keep(key, spans)
    return 0
  }

  /** Whoever was away longest is forgotten first. */
  #keep(key: string, spans: Span[]): void {
    this.#spans.delete(key)
    if (this.#spans.size >= mostKept) this.#spans.delete(this.#spans.keys().next().value!)
    this.#spans.set(key, spans)
  }
}
