import { staffDeals } from '@parley/contract/routes/deals'
import { describe, expect, it } from 'vitest'
import { claimOf, commission } from '../support/commission.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)

describe('AC-7: whose contract it is, is decided by rule before closing, and what each side earns follows from it', () => {
  it('a resale is on the partner’s own paper: it earns margin on its own invoice, and we owe it no commission', async () => {
    const { summary } = await sales.deal('Ptarmigan Ski Lifts')
    await sales.claims(summary.id, 'alder', 'resold')
    await sales.claims(summary.id, 'brightwater', 'sourced')
    const decided = await sales.paper(summary.id, 'alder', { role: 'resale' })
    expect(decided.paper).toMatchObject({ paper: 'partner', earns: 'margin', partnerName: 'Alder Ridge Systems' })
    expect(decided.paper!.decision).toMatchObject({ point: 'paper', policy: { version: 1 } })
    const won = await sales.wins(summary.id)
    expect(claimOf(won, 'alder')).toMatchObject({
      state: 'margin',
      amountMinor: 1_200_000,
      heldMinor: 0,
      payableMinor: 0,
    })
    expect(claimOf(won, 'brightwater')).toMatchObject({ state: 'waits', amountMinor: 1_200_000, heldMinor: 1_200_000 })
  })

  it('on our paper the same resale earns commission', async () => {
    const { summary } = await sales.deal('Dipper Waterworks')
    await sales.claims(summary.id, 'alder', 'resold')
    const decided = await sales.paper(summary.id, 'alder', { role: 'resale', wantsPaper: 'vendor' })
    expect(decided.paper).toMatchObject({ paper: 'vendor', earns: 'commission' })
    expect(claimOf(await sales.wins(summary.id), 'alder')).toMatchObject({ amountMinor: 800_000, heldMinor: 800_000 })
  })

  it('over a distributor the contract is the distributor’s, and the reseller earns margin', async () => {
    const { summary } = await sales.deal('Nuthatch Nurseries')
    const decided = await sales.paper(summary.id, 'alder', { role: 'resale', route: 'twoTier' })
    expect(decided.paper).toMatchObject({ paper: 'distributor', earns: 'margin' })
  })

  it('the seller is the customer’s incumbent from then on', async () => {
    const rows = await w.sql<{ partner: string }>(
      `SELECT p.name AS partner FROM parley.holding h JOIN parley.account a ON a.id = h.account_id JOIN parley.partner p ON p.id = h.incumbent_partner_id
       WHERE a.name = 'Ptarmigan Ski Lifts'`,
    )
    expect(rows).toEqual([{ partner: 'Alder Ridge Systems' }])
  })

  it('what isn’t known is asked for, and nothing is decided without it', async () => {
    const { summary } = await sales.deal('Siskin Schools')
    await sales.claims(summary.id, 'alder', 'resold')
    const asked = await sales.paper(summary.id, 'alder', { role: 'resale', termsDiffer: undefined })
    expect(asked.paper).toBeNull()
    expect(asked.paperDecision!.missing.map(({ fact }) => fact)).toContain('deal.termsDiffer')
    await expect(sales.wins(summary.id)).toBeRefused('conflict', /whose contract/)
  })

  it('where the rule leaves it to a person, the person decides with a reason, and that is on record', async () => {
    const { summary } = await sales.deal('Redpoll Museums')
    await sales.claims(summary.id, 'alder', 'sourced')
    const open = await sales.paper(summary.id, 'alder', { termsDiffer: true })
    expect(open.paperDecision).toMatchObject({ outcome: { type: 'personDecides' } })
    const inPerson = {
      paper: 'vendor' as const,
      earns: 'commission' as const,
      reason: 'Our lawyers agreed to the museum’s own terms on 3 November.',
      wording: 'The customer signs with us, by its own terms. You earn commission.',
    }
    const decided = await sales.paper(summary.id, 'alder', { inPerson })
    expect(decided.paper).toMatchObject({
      paper: 'vendor',
      decision: { decidedBy: 'person', overrideReason: inPerson.reason },
    })
    await expect(sales.paper(summary.id, 'alder', { inPerson: { ...inPerson, earns: 'margin' } })).toBeRefused(
      'refused',
      /earns otherwise/,
    )
  })

  it('after the close it isn’t decided any more, and a won deal without paper can’t be in the database', async () => {
    const { items } = await w.as('manager').does(staffDeals.list, { query: { q: 'Dipper' } })
    await expect(sales.paper(items[0]!.id, 'alder')).toBeRefused('conflict', /won already/)
    await expect(w.sql('UPDATE parley.deal SET paper = NULL WHERE id = $1', [items[0]!.id])).rejects.toThrow(
      /deal_paper_before_closing/,
    )
  })
})
