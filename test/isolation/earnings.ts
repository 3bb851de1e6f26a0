import { answerDispute, disputeLine, listDisputes } from '@parley/api/commissions/disputes'
import { closeMonth } from '@parley/api/commissions/months'
import { payStatement } from '@parley/api/commissions/pay-statement'
import { readStatement } from '@parley/api/commissions/read-statement'
import { listStatements } from '@parley/api/commissions/statement-rows'
import { type Actor, type Ctx, systemActor } from '@parley/api/context'
import { closeDeal, settleAgain } from '@parley/api/deals/close-deal'
import { decidePaper } from '@parley/api/deals/decide-paper'
import { fileClaim } from '@parley/api/deals/keep-claim'
import { createDeal } from '@parley/api/deals/keep-deal'
import { notePayment } from '@parley/api/deals/note-payment'
import { inTransaction } from '@parley/api/transaction'
import type { World } from '../support/open-world.ts'
import { type PartnerName, partners } from '../support/program.ts'

export type Earnings = {
  deals: string
  claims: string
  statements: string
  'statement-lines': string
  disputes: string
}

type Words = { note: string; reason: string; answer?: string }

/**
 * A partner earns on a deal, is paid, and disputes a line: it has a row in every table of commission. The world's clock stays: days
 * pass for these use cases alone. Without an `answer`, the dispute stays open.
 */
export async function earns(w: World, partner: PartnerName, accountId: string, words: Words): Promise<Earnings> {
  const partnerId = partners[partner].id
  // Who came before has closed its months: the next partner earns in those after them.
  const [closed] = await w.sql<{ count: number }>('SELECT count(*)::int FROM parley.month_close')
  const start = w.now().getTime() + closed!.count * 31 * 86_400_000
  const dayAfter = (days: number) => new Date(start + days * 86_400_000).toISOString().slice(0, 10)
  const after = <T>(days: number, work: (ctx: Ctx) => Promise<T>, actor: Actor = systemActor) =>
    inTransaction({ ...w.env, clock: () => new Date(start + days * 86_400_000) }, actor, work)
  const seller: Actor = {
    ...systemActor,
    userId: `seller of ${partner}`,
    name: 'A seller',
    role: 'partnerSeller',
    audience: 'partner',
    partnerId,
  }

  const deal = {
    accountId,
    productFamilies: ['backup'],
    kind: 'new' as const,
    amountMinor: 8_765_400,
    tender: 'none' as const,
  }
  const { summary } = await after(0, (ctx) => createDeal(ctx, deal))
  const { id } = summary
  const claimed = await after(0, (ctx) =>
    fileClaim(ctx, { id, partnerId, role: 'sourced', activities: 4, note: words.note }),
  )
  const paper = {
    partnerId,
    role: 'referral' as const,
    termsDiffer: false,
    publicContract: 'none' as const,
    frameworkWith: 'none' as const,
  }
  const rest = {
    coTerm: false,
    contractPaper: 'none' as const,
    channelOnly: false,
    creditHold: false,
    servesRegion: true,
  }
  const open = { route: 'oneTier' as const, wantsPaper: 'any' as const }
  const decided = await after(0, (ctx) => decidePaper(ctx, { id, ...paper, ...rest, ...open }))
  await after(0, (ctx) => closeDeal(ctx, { id, ifMatch: decided.version, result: 'won', closedBy: 'vendor' }))
  await after(0, (ctx) => notePayment(ctx, { id, paidOn: dayAfter(0), amountMinor: 100_000 }))
  await after(40, (ctx) => settleAgain(ctx, id))
  await after(40, (ctx) => notePayment(ctx, { id, paidOn: dayAfter(40) }))
  for (const month of [dayAfter(0), dayAfter(31)])
    await after(70, (ctx) => closeMonth(ctx, { month: month.slice(0, 7) }))
  const { items } = await after(70, (ctx) => listStatements(ctx, { limit: 100 }), seller)
  const statement = await after(70, (ctx) => readStatement(ctx, items[0]!.id), seller)
  await after(70, (ctx) => payStatement(ctx, statement.id))
  const line = statement.lines[0]!
  await after(70, (ctx) => disputeLine(ctx, line.id, { reason: words.reason }), seller)
  const { items: disputes } = await after(70, (ctx) => listDisputes(ctx))
  const dispute = disputes.find(({ lineId }) => lineId === line.id)!
  const { answer } = words
  if (answer !== undefined)
    await after(70, (ctx) =>
      answerDispute(ctx, { id: dispute.id, isUpheld: true, wording: answer, amountMinor: 12_345 }),
    )
  return {
    deals: id,
    claims: claimed.claims[0]!.id,
    statements: statement.id,
    'statement-lines': line.id,
    disputes: dispute.id,
  }
}
