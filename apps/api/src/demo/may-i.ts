import { answerAsPartner } from '../engagements/answer-consent.ts'
import { askAsPartner, askAsStaff } from '../engagements/ask-engagement.ts'
import { askHelp } from '../engagements/ask-help.ts'
import { approveDeed, recordDeed } from '../engagements/record-deed.ts'
import { dayOf } from '../vendor-days.ts'
import { cast, type Partner, staff } from './cast.ts'
import { accountId, type KnownAccount, known, type Organisation, organisationOf } from './market.ts'
import type { Stage } from './stage.ts'

type Verb = 'contact' | 'quote' | 'discount' | 'redirect' | 'takeDirect' | 'assist'
type Question = { productFamily?: string; note?: string; askedForBy?: 'customer' }

const usual = { purpose: 'sale', askedForBy: 'nobody', customerWrote: 'none', shareClaimed: false } as const

/** Who asked “May I?” in the last weeks: refused, agreed to or not, helped, and once done in spite of the answer. */
export function cueMayI(stage: Stage, organisations: readonly Organisation[]): void {
  const sells = (account: KnownAccount, verb: Verb, more: Question = {}) =>
    stage.as(staff.sales, null, (ctx) =>
      askAsStaff(ctx, {
        ...{ ...usual, productFamily: 'backup', ...more },
        ...{ company: organisationOf(organisations, account).name, accountId: accountId(known[account]), verb },
      }),
    )
  const asks = (partner: Partner, account: KnownAccount, verb: Verb, more: Question = {}) =>
    stage.as(partner.people[0]!, partner.id, (ctx) =>
      askAsPartner(ctx, {
        ...{ ...usual, productFamily: 'backup', ...more },
        ...{ company: organisationOf(organisations, account).name, verb },
      }),
    )
  const { brightwater, delmar, alderFinch, lakeshore } = cast
  const at = (days: number, hour: number, run: () => Promise<unknown>) =>
    stage.cue(stage.at(days, hour), async () => {
      await run()
    })
  at(-20, 10, () => sells('genuineParts', 'quote', { note: 'Their purchasing asked us for a list price.' }))
  at(-15, 9, () => plansAreRefused(stage, sells))
  at(-12, 11, () => sells('energizer', 'takeDirect'))
  at(-10, 9, () => asks(brightwater, 'ford', 'quote'))
  at(-4, 13, () => asks(brightwater, 'genuineParts', 'discount'))
  at(-9, 14, () => asks(delmar, 'genuineParts', 'quote'))
  at(-8, 15, () => isDoneAnyway(stage, sells))
  at(-7, 10, () => asks(lakeshore, 'vishay', 'contact', { askedForBy: 'customer' }))
  at(-6, 9, () => helpIsAskedFor(stage))
  at(-5, 10, () => sells('genuineParts', 'assist', { note: 'Our engineer joins their workshop on Thursday.' }))
  at(-1, 11, () => asks(alderFinch, 'omnicom', 'quote', { note: 'Their CIO worked with us at his last company.' }))
  at(-1, 15, () =>
    sells('genuineParts', 'redirect', { note: 'Network Security this year, Backup with the new budget in spring.' }),
  )
  at(-3, 16, () => sells('millerKnoll', 'contact', { askedForBy: 'customer', note: 'They called about an invoice.' }))
}

type Sells = (account: KnownAccount, verb: Verb, more?: Question) => ReturnType<typeof askAsStaff>

/** Brightwater doesn’t agree that its customer hears of something else first. */
async function plansAreRefused(stage: Stage, sells: Sells): Promise<void> {
  const { brightwater } = cast
  const { id, version } = await sells('genuineParts', 'redirect', { note: 'Analytics first, Backup next year.' })
  const reason = 'They decide on Backup this quarter. A second topic now would stop both.'
  await stage.as(brightwater.people[0]!, brightwater.id, (ctx) =>
    answerAsPartner(ctx, { id, ifMatch: version, answer: 'refused', reason }),
  )
}

/** A quote went out although the answer was no; a channel manager stands in for it. */
async function isDoneAnyway(stage: Stage, sells: Sells): Promise<void> {
  const asked = await sells('millerKnoll', 'quote')
  if (!asked.can.recordDeed.ok) return
  const done = await stage.as(staff.sales, null, (ctx) =>
    recordDeed(ctx, {
      ...{ id: asked.id, ifMatch: asked.version, doneOn: dayOf(ctx.now, ctx.vendor.timeZone) },
      reason: 'Their board met that evening and wanted a figure; Brightwater couldn’t be reached.',
    }),
  )
  await stage.as(staff.manager, null, (ctx) => approveDeed(ctx, { id: done.id, ifMatch: done.version }))
}

async function helpIsAskedFor(stage: Stage): Promise<void> {
  const { brightwater } = cast
  const [found] = await stage.asSystem(({ tx }) =>
    tx.query<{ id: string }>(
      `SELECT r.id FROM registration r WHERE r.partner_id = $1 AND r.account_id = $2 AND r.product_family = 'backup' AND r.status = 'approved'`,
      [brightwater.id, accountId(known.genuineParts)],
    ),
  )
  if (!found) return
  const wish = 'Could one of your engineers run the restore workshop with us in Atlanta?'
  await stage.as(brightwater.people[0]!, brightwater.id, (ctx) => askHelp(ctx, { id: found.id, wish }))
}
