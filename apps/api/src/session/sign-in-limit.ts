const windowMs = 5 * 60_000
const mostFailures = 10
const mostKept = 50_000

/** Counts failed sign-ins by person and address: guessing is slowed down, and nobody locks anybody else out. */
export class SignInLimit {
  #failures = new Map<string, number[]>()
  #clock: () => Date

  constructor(clock: () => Date) {
    this.#clock = clock
  }

  /** Seconds until this person may try again from this address; 0 when now. */
  secondsToWait(email: string, address: string): number {
    const recent = this.#recent(keyOf(email, address))
    if (recent.length < mostFailures) return 0
    return Math.ceil((recent[0]! + windowMs - this.#clock().getTime()) / 1000)
  }

  failed(email: string, address: string): void {
    if (this.#failures.size >= mostKept) this.#failures.delete(this.#failures.keys().next().value!)
    const key = keyOf(email, address)
    this.#failures.set(key, [...this.#recent(key), this.#clock().getTime()])
  }

  succeeded(email: string, address: string): void {
    this.#failures.delete(keyOf(email, address))
  }

  #recent(key: string): number[] {
    const since = this.#clock().getTime() - windowMs
    return (this.#failures.get(key) ?? []).filter((at) => at > since)
  }
}

const keyOf = (email: string, address: string) => `${address} ${email.trim().toLowerCase().slice(0, 320)}`
