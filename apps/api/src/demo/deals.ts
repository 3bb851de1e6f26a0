import type { PartnerRegistration, RegisterDeal } from '@parley/contract/registrations'
import type { Ctx } from '../context.ts'
import { attachEvidence } from '../evidence/attach-evidence.ts'
import { askExtension } from '../protections/ask-extension.ts'
import { answerInformation } from '../registrations/answer-information.ts'
import { askInformation } from '../registrations/ask-information.ts'
import { closeRegistration } from '../registrations/close-registration.ts'
import { logActivity } from '../registrations/log-activity.ts'
import { overrideDecision } from '../registrations/override-decision.ts'
import { registerDeal } from '../registrations/register-deal.ts'
import { withdrawRegistration } from '../registrations/withdraw-registration.ts'
import { dayOf } from '../vendor-days.ts'
import { type Partner, type Person, staff } from './cast.ts'
import type { Organisation } from './market.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'
import { contactName, description } from './texts.ts'

export type DealWishes = {
  /** The account's name as this partner types it, when not as the registry does. */
  typedName?: string
  typedDomain?: string
  productFamily?: string
  closesInDays?: number
} & Partial<Omit<RegisterDeal['deal'], 'expectedCloseOn'>>

export type Registered = {
  id: string
  partner: Partner
  person: Person
  organisation: Organisation
  outcome: PartnerRegistration
}

/** What partners and staff do with registrations, each through its use case. */
export class Deals {
  #stage: Stage
  #random: Random
  constructor(stage: Stage, random: Random) {
    this.#stage = stage
    this.#random = random
  }

  async register(partner: Partner, organisation: Organisation, wishes: DealWishes = {}): Promise<Registered> {
    const person = partner.people[0]!
    const input = this.#form(organisation, wishes)
    const outcome = await this.#stage.as(person, partner.id, (ctx) => registerDeal(ctx, input))
    return { id: outcome.summary.id, partner, person, organisation, outcome }
  }

  logActivity(
    { id, partner, person }: Registered,
    activity: { kind: 'meeting' | 'demo' | 'proposal' | 'call' | 'other'; note: string },
  ) {
    return this.#stage.as(person, partner.id, (ctx) =>
      logActivity(ctx, { id, ...activity, happenedOn: dayOf(ctx.now, ctx.vendor.timeZone) }),
    )
  }

  /** A text file, as an exported e-mail or minutes are. */
  attach({ id, partner, person }: Registered, file: { name: string; about: string; text: string }) {
    const { text, ...rest } = file
    const base64 = Buffer.from(text).toString('base64')
    return this.#stage.as(person, partner.id, (ctx) => attachEvidence(ctx, id, { ...rest, base64 }))
  }

  extend({ id, partner, person }: Registered, progress: string) {
    return this.#stage.as(person, partner.id, (ctx) => askExtension(ctx, { id, progress }))
  }

  answer({ id, partner, person }: Registered, answer: string, deal: Partial<RegisterDeal['deal']>) {
    return this.#stage.as(person, partner.id, async (ctx) =>
      answerInformation(ctx, { id, ifMatch: await versionOf(ctx, id), answer, deal }),
    )
  }

  withdraw({ id, partner, person }: Registered, reason: string) {
    return this.#stage.as(person, partner.id, async (ctx) =>
      withdrawRegistration(ctx, { id, ifMatch: await versionOf(ctx, id), reason }),
    )
  }

  decide(
    { id }: Registered,
    decision: {
      outcome: 'approve' | 'approveAsTeaming' | 'reject'
      protectionDays?: number
      wording: string
      reason: string
    },
  ) {
    return this.#stage.as(this.#manager(), null, async (ctx) =>
      overrideDecision(ctx, { id, ifMatch: await versionOf(ctx, id), ...decision }),
    )
  }

  ask({ id }: Registered, question: string, answerWithinDays: number) {
    return this.#stage.as(this.#manager(), null, async (ctx) =>
      askInformation(ctx, { id, ifMatch: await versionOf(ctx, id), question, answerWithinDays }),
    )
  }

  close({ id }: Registered, result: 'won' | 'lost', note: string) {
    return this.#stage.as(this.#manager(), null, async (ctx) =>
      closeRegistration(ctx, { id, ifMatch: await versionOf(ctx, id), result, note }),
    )
  }

  /** The status as it is stored now. */
  async statusOf({ id }: Registered): Promise<string> {
    const [row] = await this.#stage.asSystem((ctx) =>
      ctx.tx.query<{ status: string }>('SELECT status FROM parley.registration WHERE id = $1', [id]),
    )
    return row!.status
  }

  #manager(): Person {
    return this.#random.chance(70) ? staff.manager : staff.otherManager
  }

  #form(organisation: Organisation, wishes: DealWishes): RegisterDeal {
    const { typedName, typedDomain, productFamily = 'backup', closesInDays = 90, ...deal } = wishes
    const domain = typedDomain ?? (organisation.domain && this.#random.chance(60) ? organisation.domain : undefined)
    const random = this.#random
    const name = contactName(random)
    return {
      account: {
        name: typedName ?? organisation.name,
        country: organisation.country,
        ...(domain === undefined ? {} : { domain }),
        ...(organisation.city === null ? {} : { city: organisation.city }),
      },
      productFamily,
      deal: {
        kind: 'new',
        scope: 'opportunity',
        role: 'resale',
        amountMinor: random.int(12, 180) * 100_000,
        expectedCloseOn: dayOf(new Date(this.#stage.now.getTime() + closesInDays * 86_400_000), 'UTC'),
        description: description(random, productFamily),
        contactName: name,
        contactEmail: `${name.toLowerCase().replace(' ', '.')}@customer.example`,
        meetingsHeld: random.int(2, 6),
        tender: 'none',
        registeredWithCompetitor: false,
        customerChoice: random.chance(30) ? 'thisPartner' : 'open',
        ...deal,
      },
    }
  }
}

async function versionOf(ctx: Ctx, id: string): Promise<number> {
  const [row] = await ctx.tx.query<{ version: number }>('SELECT version FROM parley.registration WHERE id = $1', [id])
  return row!.version
}
