import { AppError } from '../app-error.ts'
import type { Partner } from './cast.ts'
import type { Deals, DealWishes, Registered } from './deals.ts'
import type { Organisation } from './market.ts'
import type { Random } from './random.ts'
import { dayMs, type Stage } from './stage.ts'
import { activity } from './texts.ts'

/** The business of every day, beside the story: partners register, work, win, lose, forget; staff decides and closes. */
export class Everyday {
  #stage: Stage
  #deals: Deals
  #random: Random

  constructor(stage: Stage, deals: Deals, random: Random) {
    this.#stage = stage
    this.#deals = deals
    this.#random = random
  }

  /** Cues a partner's registrations from `firstDay` (negative) to yesterday. */
  cuePartner(partner: Partner, market: readonly Organisation[], firstDay: number): void {
    const random = this.#random
    const total = Math.round((partner.monthly * -firstDay) / 30)
    const left = [...market]
    for (let made = 0; made < total && left.length > 0; made++) {
      const at = this.#stage.atWork(random.int(firstDay, -1), random.int(8, 17))
      const exact = new Date(at.getTime() + random.int(0, 59) * 60_000)
      const organisation = left.splice(random.int(0, left.length - 1), 1)[0]!
      this.#stage.cue(exact, () => this.#register(partner, organisation))
    }
  }

  async #register(partner: Partner, organisation: Organisation): Promise<void> {
    const registered = await this.#deals.register(partner, organisation, this.#wishes(partner))
    await this.follow(registered)
  }

  /** What people do next about a registration, from what became of it. */
  async follow(registered: Registered): Promise<void> {
    switch (await this.#deals.statusOf(registered)) {
      case 'approved':
      case 'teaming':
        return this.#work(registered)
      case 'informationNeeded':
        return this.#answer(registered)
      case 'inReview':
        return this.#review(registered)
    }
  }

  #wishes(partner: Partner): DealWishes {
    const random = this.#random
    const families = Object.entries(partner.certified).filter(([, people]) => people! > 0)
    const certified = families.length > 0 && random.chance(94)
    const productFamily = certified
      ? random.pick(families)[0]
      : random.pick(['backup', 'network-security', 'analytics'])
    const wishes: DealWishes = { productFamily, closesInDays: random.int(25, 170) }
    const dice = random.int(1, 100)
    if (dice <= 7) wishes.amountMinor = random.int(50, 99) * 10_000
    else if (dice <= 12) wishes.amountMinor = random.int(50, 140) * 1_000_000
    else if (dice <= 16) wishes.meetingsHeld = 0
    else if (dice <= 20) wishes.description = 'Wants a new backup. Met at the fair.'
    else if (dice <= 22) wishes.closesInDays = random.int(2, 8)
    else if (dice <= 24) wishes.tender = 'published'
    else if (dice <= 26) wishes.registeredWithCompetitor = true
    else if (dice <= 32) wishes.role = 'services'
    else if (dice <= 36) wishes.meetingsHeld = 1
    return wishes
  }

  #later(fewestDays: number, mostDays: number): Date {
    const days = this.#random.int(fewestDays, mostDays)
    return new Date(this.#stage.now.getTime() + days * dayMs + this.#random.int(15, 300) * 60_000)
  }

  #cue(at: Date, run: () => Promise<unknown>): void {
    this.#stage.cue(at, async () => {
      try {
        await run()
      } catch (error) {
        // People try what is no longer possible, too: somebody else was faster, or the protection is over.
        if (!(error instanceof AppError)) throw error
      }
    })
  }

  #work(registered: Registered): void {
    const random = this.#random
    const open = async () => ['approved', 'teaming'].includes(await this.#deals.statusOf(registered))
    const diligent = random.chance(registered.partner.diligence)
    const goOn = (): void => {
      this.#cue(this.#later(6, 22), async () => {
        if (!(await open())) return
        await this.#deals.logActivity(registered, activity(random))
        if (diligent || random.chance(40)) goOn()
      })
    }
    if (diligent || random.chance(40)) goOn()
    if (random.chance(4)) {
      this.#cue(this.#later(10, 50), async () => {
        if (await open()) await this.#deals.withdraw(registered, 'The customer has stopped the project.')
      })
      return
    }
    const closesOn = new Date(registered.outcome.deal.expectedCloseOn).getTime()
    const until = registered.outcome.summary.protection
    if (until && random.chance(35))
      this.#cue(new Date(Date.parse(until.until) - random.int(4, 28) * dayMs), async () => {
        if (await open()) await this.#deals.extend(registered, 'Price is agreed; their lawyers read the contract.')
      })
    this.#cue(new Date(closesOn + random.int(-20, 12) * dayMs + 15 * 3_600_000), async () => {
      if (!(await open())) return
      if (random.chance(58)) await this.#deals.close(registered, 'won', 'Order received.')
      else
        await this.#deals.close(
          registered,
          'lost',
          random.pick(['The project was put off.', 'They stay with what they have.', 'A competitor was cheaper.']),
        )
    })
  }

  #answer(registered: Registered): void {
    const { random, deals } = { random: this.#random, deals: this.#deals }
    if (random.chance(82)) {
      this.#cue(this.#later(1, 8), async () => {
        await deals.answer(registered, 'We have met them twice since, and know what they need.', {
          meetingsHeld: 3,
          description:
            'They want to replace the present solution at eleven sites before the contract ends, and compare us with one competitor; a trial starts next month.',
        })
        await this.follow(registered)
      })
      return
    }
    this.#cue(this.#later(14, 24), () =>
      deals.decide(registered, {
        outcome: 'reject',
        wording: 'We asked for a few details and heard nothing. You are welcome to register the deal again with them.',
        reason: 'No answer within the time, and none after a reminder by telephone.',
      }),
    )
  }

  #review(registered: Registered): void {
    const { random, deals } = { random: this.#random, deals: this.#deals }
    this.#cue(this.#later(0, 2), async () => {
      const dice = random.int(1, 100)
      if (dice <= 12) await deals.ask(registered, 'Who decides at the customer, and by when do they want to start?', 7)
      else if (dice <= 30) await deals.decide(registered, runByTheGroup)
      else if (dice <= 45) await deals.decide(registered, besideTheAccountManager)
      else await deals.decide(registered, soundPlan).catch(() => deals.decide(registered, runByTheGroup))
      return this.follow(registered)
    })
  }
}

const runByTheGroup = {
  outcome: 'reject',
  wording:
    'We can’t protect this one: the customer runs it as a purchase through its group. You can still sell services for it.',
  reason: 'Framework contract of the group covers it; checked with the account team.',
} as const

const besideTheAccountManager = {
  outcome: 'approveAsTeaming',
  protectionDays: 90,
  wording: 'You work this deal together with our account manager.',
  reason: 'Large deal with an account manager already in contact.',
} as const

const soundPlan = {
  outcome: 'approve',
  protectionDays: 120,
  wording: 'We looked at it, and the deal is yours.',
  reason: 'References and plan are sound; nobody else works on it.',
} as const
