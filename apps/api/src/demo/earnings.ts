import { disputeLine } from '../commissions/disputes.ts'
import { closeMonth } from '../commissions/months.ts'
import { noteEvent } from '../commissions/note-event.ts'
import { payStatement } from '../commissions/pay-statement.ts'
import { readStatement } from '../commissions/read-statement.ts'
import { settleDue } from '../commissions/settle-due.ts'
import { listStatements } from '../commissions/statement-rows.ts'
import type { Ctx } from '../context.ts'
import { closeDeal } from '../deals/close-deal.ts'
import { decidePaper } from '../deals/decide-paper.ts'
import { fileClaim } from '../deals/keep-claim.ts'
import { createDeal } from '../deals/keep-deal.ts'
import { notePayment } from '../deals/note-payment.ts'
import { dayOf } from '../vendor-days.ts'
import { cast, staff } from './cast.ts'
import { dayMs, type Stage } from './stage.ts'

type Won = {
  id: string
  accountId: string
  partnerId: string
  productFamily: string
  amountMinor: number
  kind: 'new' | 'expansion' | 'renewal'
}

/** Deals that partners earn on: some paid and on statements, one of them refunded in part; two that wait, each for something else; one that is open and asks for too much. */
export function cueEarnings(stage: Stage): void {
  const asManager = <T>(work: (ctx: Ctx) => Promise<T>) => stage.as(staff.manager, null, work)
  const asFinance = <T>(work: (ctx: Ctx) => Promise<T>) => stage.as(staff.finance, null, work)

  stage.cue(stage.at(-70, 11), async () => {
    for (const won of await asManager((ctx) => wonRegistrations(ctx, 3))) {
      const id = await wins(asManager, won)
      await asFinance((ctx) => notePayment(ctx, { id, paidOn: dayOf(ctx.now, ctx.vendor.timeZone) }))
    }
  })
  // Another customer pays by and by: two fifths, then a quarter, and the rest is still open.
  stage.cue(stage.at(-68, 11), async () => {
    for (const won of await asManager((ctx) => wonRegistrations(ctx, 1))) {
      const id = await wins(asManager, won)
      await asFinance((ctx) => paysApart(ctx, id, 4_000, 'BANK-3107'))
      stage.cue(stage.at(-9, 11), () => asFinance((ctx) => paysApart(ctx, id, 2_500, 'BANK-3388')))
    }
  })
  // As the job does, once the days of return are over.
  stage.cue(stage.at(-38, 3), async () => {
    await settleDue(stage.env)
  })
  for (let days = -69; days < 0; days++) cueMonthEnd(stage, days)
  stage.cue(stage.at(-4, 15), () => disputesALine(stage))
  stage.cue(stage.at(-25, 11), async () => {
    for (const won of await asManager((ctx) => wonRegistrations(ctx, 1))) {
      const id = await wins(asManager, won)
      await asFinance((ctx) => notePayment(ctx, { id, paidOn: dayOf(ctx.now, ctx.vendor.timeZone) }))
    }
  })
  stage.cue(stage.at(-3, 11), () => asFinance(refundsInPart))
  stage.cue(stage.at(-12, 11), async () => {
    for (const won of await asManager((ctx) => wonRegistrations(ctx, 1))) await wins(asManager, won)
  })
  stage.cue(stage.at(-6, 10), () => asManager(asksForTooMuch))
}

async function paysApart(ctx: Ctx, id: string, bps: number, externalId: string): Promise<void> {
  const [deal] = await ctx.tx.query<{ partMinor: number }>(
    'SELECT (d.amount_minor * $2 / 10000)::bigint AS "partMinor" FROM deal d WHERE d.id = $1',
    [id, bps],
  )
  await notePayment(ctx, { id, paidOn: dayOf(ctx.now, ctx.vendor.timeZone), amountMinor: deal!.partMinor, externalId })
}

/** Won registrations that no deal speaks of yet, the first first. */
const wonRegistrations = ({ tx }: Ctx, most: number): Promise<Won[]> =>
  tx.query<Won>(
    `SELECT r.id, r.account_id AS "accountId", r.partner_id AS "partnerId", r.product_family AS "productFamily",
       r.amount_minor AS "amountMinor", r.kind
     FROM registration r WHERE r.status = 'won' AND NOT EXISTS (SELECT FROM deal d WHERE d.account_id = r.account_id)
     ORDER BY r.closed_at, r.id LIMIT ${most}`,
  )

type AsManager = <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>

/** The registrant sourced it, another implements it, and the vendor closes it on its own paper. */
async function wins(asManager: AsManager, won: Won): Promise<string> {
  const { amountMinor, accountId, kind, partnerId, productFamily } = won
  const helper = partnerId === cast.brightwater.id ? cast.delmar.id : cast.brightwater.id
  return asManager(async (ctx) => {
    const { summary } = await createDeal(ctx, {
      ...{ accountId, kind, amountMinor, productFamilies: [productFamily], tender: 'none', termMonths: 12 },
      marginMinor: Math.trunc(amountMinor / 3),
    })
    const { id } = summary
    await fileClaim(ctx, { id, partnerId, role: 'sourced', registrationId: won.id, note: 'By the registration.' })
    await fileClaim(ctx, {
      id,
      partnerId: helper,
      role: 'implemented',
      workAccepted: true,
      note: 'Rolled it out in all sites.',
    })
    const { version } = await decidePaper(ctx, { ...ordinaryPaper, id, partnerId })
    await closeDeal(ctx, { id, ifMatch: version, result: 'won', closedBy: 'vendor' })
    return id
  })
}

const ordinaryPaper = {
  role: 'referral',
  route: 'oneTier',
  servesRegion: true,
  coTerm: false,
  publicContract: 'none',
  termsDiffer: false,
  wantsPaper: 'any',
  frameworkWith: 'none',
  contractPaper: 'none',
  channelOnly: false,
  creditHold: false,
} as const

/** On the second day of a month the one before is closed, and its statements are paid. */
function cueMonthEnd(stage: Stage, days: number): void {
  const at = stage.at(days, 9)
  if (at.getUTCDate() !== 2) return
  const month = new Date(at.getTime() - 2 * dayMs).toISOString().slice(0, 7)
  stage.cue(at, () =>
    stage.as(staff.finance, null, async (ctx) => {
      const [booked] = await ctx.tx.query(`SELECT 1 FROM journal WHERE date_trunc('month', booked_on) = $1::date`, [
        `${month}-01`,
      ])
      if (!booked) return
      await closeMonth(ctx, { month })
      const { items } = await listStatements(ctx, { limit: 100, month })
      for (const { id, totalMinor } of items) if (totalMinor > 0) await payStatement(ctx, id)
    }),
  )
}

async function disputesALine(stage: Stage): Promise<void> {
  for (const partner of Object.values(cast)) {
    const [seller] = partner.people
    const done = await stage.as(seller!, partner.id, async (ctx) => {
      const { items } = await listStatements(ctx, { limit: 1 })
      if (items.length === 0) return false
      const { lines } = await readStatement(ctx, items[0]!.id)
      await disputeLine(ctx, lines[0]!.id, {
        reason: 'The second site was ordered with it and isn’t in the amount that this is counted on.',
      })
      return true
    })
    if (done) return
  }
}

/** A tenth of a deal that was paid for goes back to its customer: the published rule says what that takes back. */
async function refundsInPart(ctx: Ctx): Promise<void> {
  const [deal] = await ctx.tx.query<{ id: string; tenthMinor: number }>(
    `SELECT d.id, (d.amount_minor / 10)::bigint AS "tenthMinor" FROM deal d WHERE d.stage = 'won'
       AND EXISTS (SELECT FROM claim c JOIN statement_line l ON l.claim_id = c.id WHERE c.deal_id = d.id)
       AND NOT EXISTS (SELECT FROM claim c JOIN statement_line l ON l.claim_id = c.id JOIN dispute x ON x.line_id = l.id WHERE c.deal_id = d.id)
     ORDER BY d.amount_minor DESC, d.id LIMIT 1`,
  )
  if (!deal) return
  await noteEvent(ctx, {
    ...{ id: deal.id, event: 'refunded', cause: 'customer', amountMinor: deal.tenthMinor, replaced: false },
    knownOn: dayOf(ctx.now, ctx.vendor.timeZone),
  })
}

/** Three partners say that they brought the same open deal, and the margin is thin. */
async function asksForTooMuch(ctx: Ctx): Promise<void> {
  const [account] = await ctx.tx.query<{ id: string }>(
    `SELECT a.id FROM account a WHERE a.merged_into IS NULL AND NOT EXISTS (SELECT FROM deal d WHERE d.account_id = a.id)
       AND EXISTS (SELECT FROM registration r WHERE r.account_id = a.id AND r.status = 'approved') ORDER BY a.name, a.id LIMIT 1`,
  )
  if (!account) return
  const { summary } = await createDeal(ctx, {
    ...{ accountId: account.id, kind: 'new', amountMinor: 24_000_000, productFamilies: ['backup'], tender: 'none' },
    ...{ termMonths: 36, marginMinor: 5_500_000 },
  })
  for (const { id: partnerId } of [cast.brightwater, cast.delmar, cast.lakeshore])
    await fileClaim(ctx, { id: summary.id, partnerId, role: 'sourced', activities: 3, note: 'Met them several times.' })
}
