import type { StaffDeal } from '@parley/contract/deals'
import type { BodyOf } from '@parley/contract/route'
import { partnerClaims, staffDeals } from '@parley/contract/routes/deals'
import { staffRenewals } from '@parley/contract/routes/renewals'
import { partnerStatements, staffStatements } from '@parley/contract/routes/statements'
import type { World } from './open-world.ts'
import { type PartnerName, partners } from './program.ts'

/** What is known of the paper of an ordinary sale; whoever tells otherwise says so. */
const ordinaryPaper = {
  route: 'oneTier',
  resaleAgreed: true,
  managedServiceAgreed: true,
  freeCreditMinor: 1_000_000_000,
  prepays: false,
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

type ClaimFacts = Omit<BodyOf<typeof staffDeals.fileClaim>, 'partnerId' | 'role'>

/** What is told otherwise of the paper; undefined where nobody knows it. */
type PaperFacts = {
  [Name in keyof BodyOf<typeof staffDeals.decidePaper>]?: BodyOf<typeof staffDeals.decidePaper>[Name] | undefined
}

/** Deals and what is earned on them, in the words of those who do it. */
export function commission(w: World) {
  const manager = w.as('manager')
  const finance = w.as('finance')
  const reads = (id: string) => manager.does(staffDeals.get, { params: { id } })
  return {
    reads,
    /** An open deal at an account of this name; USD 100,000 for Backup unless said otherwise. */
    async deal(name: string, more: Partial<BodyOf<typeof staffDeals.create>> = {}): Promise<StaffDeal> {
      const accountId = more.accountId ?? (await w.has.account({ name }))
      return manager.does(staffDeals.create, {
        body: {
          accountId,
          productFamilies: ['backup'],
          kind: 'new',
          amountMinor: 10_000_000,
          termMonths: 12,
          ...more,
        },
      })
    },
    claims: (
      id: string,
      partner: PartnerName,
      role: BodyOf<typeof staffDeals.fileClaim>['role'],
      facts: ClaimFacts = {},
    ) =>
      manager.does(staffDeals.fileClaim, {
        params: { id },
        body: { partnerId: partners[partner].id, role, activities: 4, dutiesDone: true, ...facts },
      }),
    paper: (id: string, partner: PartnerName, more: PaperFacts = {}) =>
      manager.does(staffDeals.decidePaper, {
        params: { id },
        body: { partnerId: partners[partner].id, role: 'referral', ...ordinaryPaper, ...more } as BodyOf<
          typeof staffDeals.decidePaper
        >,
      }),
    async wins(id: string, more: Partial<BodyOf<typeof staffDeals.close>> = {}): Promise<StaffDeal> {
      const { version } = await reads(id)
      return manager.does(staffDeals.close, {
        params: { id },
        body: { result: 'won', closedBy: 'vendor', ...more },
        ifMatch: version,
      })
    },
    /** A partner resells it on its own paper, for a year from today. Ends in the contract. */
    async resells(name: string, partner: PartnerName): Promise<string> {
      const { summary } = await this.deal(name)
      await this.claims(summary.id, partner, 'resold')
      await this.paper(summary.id, partner, { role: 'resale' })
      await this.wins(summary.id)
      const { items } = await w.as('manager').does(staffRenewals.list, { query: {} })
      return items.find(({ deal }) => deal.id === summary.id)!.id
    },
    async loses(id: string): Promise<StaffDeal> {
      const { version } = await reads(id)
      return manager.does(staffDeals.close, { params: { id }, body: { result: 'lost' }, ifMatch: version })
    },
    isPaid: (id: string, paidOn: string) => finance.does(staffDeals.notePayment, { params: { id }, body: { paidOn } }),
    paysPart: (id: string, paidOn: string, amountMinor: number, externalId?: string) =>
      finance.does(staffDeals.notePayment, {
        params: { id },
        body: { paidOn, amountMinor, ...(externalId ? { externalId } : {}) },
      }),
    settles: (id: string) => finance.does(staffDeals.settle, { params: { id }, body: {} }),
    happens: (id: string, body: BodyOf<typeof staffDeals.noteEvent>) =>
      finance.does(staffDeals.noteEvent, { params: { id }, body }),
    reduces: (id: string, body: BodyOf<typeof staffDeals.reduce>) =>
      finance.does(staffDeals.reduce, { params: { id }, body }),
    closes: (month: string) => finance.does(staffStatements.closeMonth, { params: { month }, body: {} }),
    /** Closes this month and those before it that are open, in order. */
    async closesUntil(month: string): Promise<void> {
      const { items } = await finance.does(staffStatements.months, {})
      for (const each of items.toReversed())
        if (each.closedAt === null && each.month <= month)
          await finance.does(staffStatements.closeMonth, { params: { month: each.month }, body: {} })
    },
    pays: (id: string) => finance.does(staffStatements.pay, { params: { id }, body: {} }),
    checks: (id: string) => finance.does(staffStatements.check, { params: { id } }),
    /** The statement of a partner for a month, as the partner reads it. */
    async statement(partner: PartnerName, month: string) {
      const { items } = await w.as(partner).does(partnerStatements.list, {})
      const found = items.find((each) => each.month === month)
      if (!found) throw new Error(`${partner} has no statement for ${month}.`)
      return w.as(partner).does(partnerStatements.get, { params: { id: found.id } })
    },
    async ownClaims(partner: PartnerName) {
      return (await w.as(partner).does(partnerClaims.list, {})).items
    },
    /** Brings a claim's deal from won to owed: paid at once, and the days of return over. */
    async untilOwed(id: string): Promise<StaffDeal> {
      await this.isPaid(id, w.now().toISOString().slice(0, 10))
      w.travelDays(31)
      return this.settles(id)
    },
  }
}

/** The claim of a partner in a role. */
export function claimOf(deal: StaffDeal, partner: PartnerName, role?: string) {
  const found = deal.claims.find((each) => each.partner.id === partners[partner].id && (!role || each.role === role))
  if (!found) throw new Error(`${partner} has no such claim.`)
  return found
}
