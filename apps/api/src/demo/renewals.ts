import type { Ctx } from '../context.ts'
import { closeDeal } from '../deals/close-deal.ts'
import { decidePaper } from '../deals/decide-paper.ts'
import { createDeal } from '../deals/keep-deal.ts'
import { noteIncumbency, reportOnCustomer } from '../renewals/note-act.ts'
import { addDays, dayOf } from '../vendor-days.ts'
import { cast, type Partner, staff } from './cast.ts'
import { accountId, type KnownAccount, known } from './market.ts'
import type { Stage } from './stage.ts'

type Sale = { account: KnownAccount; family: string; partner: Partner | null; amountMinor: number; endsInDays: number }

/** Contracts that come to their end: one whose incumbent has done all, one that is warned, one whose customer leaves, and one of our own. */
const sales = {
  done: { account: 'energizer', family: 'backup', partner: cast.brightwater, amountMinor: 14_200_000, endsInDays: 23 },
  quiet: {
    account: 'imperialOil',
    family: 'analytics',
    partner: cast.lakeshore,
    amountMinor: 8_600_000,
    endsInDays: 41,
  },
  leaves: {
    account: 'migrosBank',
    family: 'analytics',
    partner: cast.eichwald,
    amountMinor: 31_500_000,
    endsInDays: 64,
  },
  direct: { account: 'deutscheBank', family: 'analytics', partner: null, amountMinor: 52_000_000, endsInDays: 88 },
} satisfies Record<string, Sale>

export function cueRenewals(stage: Stage): void {
  const asManager = <T>(work: (ctx: Ctx) => Promise<T>) => stage.as(staff.manager, null, work)
  const contracts = new Map<Sale, string>()
  for (const sale of Object.values<Sale>(sales))
    stage.cue(stage.at(-175, 10), async () => {
      const endsOn = addDays(dayOf(stage.at(0), 'UTC'), sale.endsInDays)
      contracts.set(sale, await asManager((ctx) => sells(ctx, sale, endsOn)))
    })
  const reports = (sale: Sale, days: number, kind: 'report' | 'review', note: string) =>
    stage.cue(stage.at(days, 15), async () => {
      const { id: partnerId, people } = sale.partner!
      await stage.as(people[0]!, partnerId, (ctx) =>
        reportOnCustomer(ctx, {
          id: contracts.get(sale)!,
          kind,
          note,
          happenedOn: dayOf(ctx.now, ctx.vendor.timeZone),
        }),
      )
    })
  const notes = (sale: Sale, days: number, kind: 'warning' | 'letter', note: string, signerName?: string) =>
    stage.cue(stage.at(days, 11), async () => {
      const happenedOn = dayOf(stage.now, 'UTC')
      await asManager((ctx) =>
        noteIncumbency(ctx, {
          id: contracts.get(sale)!,
          kind,
          note,
          happenedOn,
          ...(signerName ? { signerName } : {}),
        }),
      )
    })
  reports(sales.done, -130, 'report', 'All sites are in; restore tests pass every month. They plan two plants more.')
  reports(sales.done, -52, 'report', 'Their new head of operations wants the tests in her own report. We set it up.')
  reports(
    sales.done,
    -6,
    'review',
    'Went through the renewal with operations and purchasing: the same sites, and two plants more.',
  )
  reports(sales.quiet, -150, 'report', 'The dashboards are live in Calgary. Two teams use them.')
  notes(
    sales.quiet,
    -3,
    'warning',
    'We have had no report since the summer, and the renewal isn’t reviewed. Please do both by the end of next week.',
  )
  reports(sales.leaves, -90, 'report', 'The second phase is on hold until their budget is decided.')
  notes(
    sales.leaves,
    -8,
    'letter',
    'From the next term on we would like to buy from a partner in Zürich. Please let us have two names.',
    'Regula Baumann, head of purchasing',
  )
}

/** Won when the program moved here; its term had begun before. */
async function sells(ctx: Ctx, { account, family, partner, amountMinor }: Sale, endsOn: string): Promise<string> {
  const { summary } = await createDeal(ctx, {
    ...{ accountId: accountId(known[account]), productFamilies: [family], kind: 'new', tender: 'none', amountMinor },
    ...{ marginMinor: Math.trunc(amountMinor / 3), termMonths: 12 },
  })
  const { id } = summary
  const version = partner
    ? (await decidePaper(ctx, { ...resale, id, partnerId: partner.id })).version
    : (await ctx.tx.query<{ version: number }>('SELECT version FROM deal WHERE id = $1', [id]))[0]!.version
  const startsOn = addDays(endsOn, -364)
  await closeDeal(ctx, { id, ifMatch: version, result: 'won', closedBy: 'vendor', startsOn, endsOn })
  const [contract] = await ctx.tx.query<{ id: string }>('SELECT id FROM contract WHERE deal_id = $1', [id])
  return contract!.id
}

const resale = {
  role: 'resale',
  route: 'oneTier',
  resaleAgreed: true,
  servesRegion: true,
  coTerm: false,
  publicContract: 'none',
  termsDiffer: false,
  wantsPaper: 'any',
  frameworkWith: 'none',
  contractPaper: 'none',
  channelOnly: false,
  creditHold: false,
  prepays: false,
  freeCreditMinor: 1_000_000_000,
} as const
