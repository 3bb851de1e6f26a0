import type { BodyOf, Route } from '@parley/contract/route'
import { partner } from '@parley/contract/routes/partner'
import type { Random } from '../../fuzz/rules-random.ts'
import { aDeal } from '../../support/factories.ts'
import type { Company } from '../../support/market.ts'
import type { World } from '../../support/open-world.ts'
import { readPdf } from '../../support/read-pdf.ts'
import type { Answer, Someone } from '../../support/someone.ts'
import type { Transcript } from './transcript.ts'

/** Days after the beginning on which something happens in all worlds, one world after the other. */
export const phases = {
  begins: 0,
  asks: 3,
  sells: 10,
  isPaid: 12,
  answers: 16,
  isOwed: 45,
  statements: 65,
  later: 72,
  looks: 80,
} as const
export type Phase = keyof typeof phases

/** Those that a world is about: each situation has its own. */
export type Companies = readonly [Company, Company, Company, Company, Company, Company, Company, Company, Company]
export const companiesCount = 9
export type Member = { id: string; someone: Someone }
export type Desk = { judge: Someone; other: Someone }
/** What is sent to a route: the same for all of them, so that whatever there is can be read. */
export type Sent = {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  ifMatch?: number
}

/**
 * One generated world of a side: a partner who listens, its rivals, and nine companies. `random` draws the same on both sides; `varied`
 * draws what may differ between them, which is all that is the rivals' own.
 */
export class TwinWorld {
  readonly number: number
  readonly program: World
  readonly listener: Member
  readonly rivals: readonly [Member, Member]
  /** Channel managers who are no party to anything. */
  readonly desk: Desk
  readonly companies: Companies
  /** Companies that only rivals care about. */
  readonly elsewhere: readonly Company[]
  readonly random: Random
  readonly varied: Random
  readonly transcript: Transcript
  readonly plans: { phase: Phase; isRivals: boolean; deed: () => Promise<unknown> }[] = []
  #said = 0

  constructor(
    parts: Pick<
      TwinWorld,
      | 'number'
      | 'program'
      | 'listener'
      | 'rivals'
      | 'desk'
      | 'companies'
      | 'elsewhere'
      | 'random'
      | 'varied'
      | 'transcript'
    >,
  ) {
    this.number = parts.number
    this.program = parts.program
    this.listener = parts.listener
    this.rivals = parts.rivals
    this.desk = parts.desk
    this.companies = parts.companies
    this.elsewhere = parts.elsewhere
    this.random = parts.random
    this.varied = parts.varied
    this.transcript = parts.transcript
  }

  /** What rivals do, or the vendor about rivals. */
  apart(phase: Phase, deed: () => Promise<unknown>): void {
    this.plans.push({ phase, isRivals: true, deed })
  }

  /** What the listener does, or the vendor about the listener: the same on both sides. */
  alike(phase: Phase, deed: () => Promise<unknown>): void {
    this.plans.push({ phase, isRivals: false, deed })
  }

  /** The listener asks, and all of the answer is kept. */
  async hears(route: Route, sent: Sent): Promise<Answer> {
    const { roundTrips } = this.program.env
    const before = roundTrips.count
    const key = `world-${this.number}-${this.#said++}`
    const answer = await this.listener.someone.sends(route, { key, ...sent } as never)
    const work = roundTrips.count - before
    const isPdf = answer.headers.get('content-type') === 'application/pdf'
    const text = isPdf ? await this.#wordsOfPdf(route, sent) : answer.text
    this.transcript.hears(`${route.id} ${JSON.stringify(sent)}`, { ...answer, text }, work)
    return answer
  }

  /** In a PDF what is drawn decides where lines end, and what is compressed: so its words are compared, and what is attached to it. */
  async #wordsOfPdf({ path }: Route, { params }: Sent): Promise<string> {
    const address = `/api/v1${path.replace('{id}', String(params?.id))}`
    const headers = { cookie: await this.listener.someone.cookie() }
    const answer = await this.program.app.request(address, { headers })
    const { placed, ...rest } = await readPdf(new Uint8Array(await answer.arrayBuffer()))
    return JSON.stringify({ ...rest, words: placed.map(({ text }) => text).join(' ') })
  }

  /** The listener registers; ends in its id. */
  async registers(body: BodyOf<typeof partner.register>): Promise<string> {
    const answer = await this.hears(partner.register, { body })
    if (answer.status !== 201) throw new Error(`A listener can't register: ${answer.status} ${answer.text}`)
    return (answer.json as { summary: { id: string } }).summary.id
  }

  /** A sound deal for one of the companies. A rival's own has an amount, a contact and words of its own. */
  deal(
    company: Company,
    of: 'listener' | 'rival' = 'listener',
    amounts: readonly [number, number] = [2_000_000, 40_000_000],
  ) {
    const random = of === 'rival' ? this.varied : this.random
    return aDeal({
      account: { name: company.name, country: company.country ?? 'US' },
      deal: {
        amountMinor: random.whole(...amounts),
        meetingsHeld: random.whole(1, 9),
        expectedCloseOn: random.pick(['2027-01-20', '2027-02-15', '2027-03-30']),
        contactName: random.pick(['Dana Whitfield', 'Philippa Nightjar', 'Miguel Sato']),
        contactEmail: random.pick(['dana@customer.example', 'p.nightjar@customer.example']),
        description: `They want ${random.pick(['tape silos', 'file servers', 'laptops', 'mainframes'])} of ${random.whole(2, 900)} sites to be safe before the lease of their old library ends, and decide together with purchasing in the new year.`,
      },
    })
  }
}
