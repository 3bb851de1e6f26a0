import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { aDeal } from './factories.ts'
import { closingSoon } from './rivals.ts'

/** What was told to a partner: lost, halved or doubled, it would be a broken word. */
export type Kept = { key: string; cookie: string; body: string; text: string; etag: string | null }

export type Answer = { status: number; text: string; etag: string | null; replayed: boolean; retryAfter: string | null }

/** Registers through a process; throws when the connection breaks or nothing comes within 20 s. */
export async function register(url: string, { key, cookie, body }: Omit<Kept, 'text' | 'etag'>): Promise<Answer> {
  const answer = await fetch(`${url}/api/v1/partner/registrations`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', 'idempotency-key': key },
    body,
    signal: AbortSignal.timeout(20_000),
  })
  const { headers } = answer
  const replayed = headers.get('idempotent-replayed') === 'true'
  const text = await answer.text()
  return { status: answer.status, text, etag: headers.get('etag'), replayed, retryAfter: headers.get('retry-after') }
}

/** One who registers deal after deal, and repeats each with its key until it is answered, as a careful program does. */
export class Writer {
  /** What was acknowledged, and kept as it was told. */
  readonly kept: Kept[] = []
  /** Answers that are neither done nor “try again”. */
  readonly odd: string[] = []
  repeats = 0
  readonly #cookie: string
  readonly #urls: () => readonly string[]
  readonly #nextName: () => string

  constructor(cookie: string, urls: () => readonly string[], nextName: () => string) {
    this.#cookie = cookie
    this.#urls = urls
    this.#nextName = nextName
  }

  /** Ends when told to, with nothing under way. */
  async writeUntil(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const account = { name: this.#nextName() }
      const body = JSON.stringify(aDeal({ account, deal: { expectedCloseOn: closingSoon() } }))
      await this.#finish({ key: randomUUID(), cookie: this.#cookie, body })
    }
  }

  async #finish(asked: Omit<Kept, 'text' | 'etag'>): Promise<void> {
    for (let attempt = 0; attempt < 400; attempt++) {
      const urls = this.#urls()
      const answer = await register(urls[(this.kept.length + attempt) % urls.length]!, asked).catch(() => null)
      if (answer?.status === 201) {
        this.kept.push({ ...asked, text: answer.text, etag: answer.etag })
        return
      }
      if (answer && (answer.status !== 503 || answer.retryAfter === null))
        this.odd.push(`${answer.status} ${answer.text.slice(0, 500)}`)
      this.repeats++
      await pause(100)
    }
    this.odd.push(`never answered: ${asked.key}`)
  }
}
