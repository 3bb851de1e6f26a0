import { staffDeals } from '@parley/contract/routes/deals'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { describe, expect, it } from 'vitest'
import { claimOf, commission } from '../support/commission.ts'
import { aDeal } from '../support/factories.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)

describe('AC-3: help that a partner asked for never lowers its share', () => {
  const amounts: (number | null)[] = []
  let helped = ''

  it.each(['none', 'askedFor', 'unasked'] as const)(
    'with help %s, the share is settled in full',
    async (vendorHelp) => {
      const { summary } = await sales.deal(`Customer with help ${vendorHelp}`)
      await sales.claims(summary.id, 'alder', 'sourced', { vendorHelp })
      await sales.claims(summary.id, 'brightwater', 'implemented', { workAccepted: true })
      await sales.paper(summary.id, 'alder')
      const deal = await sales.wins(summary.id)
      amounts.push(claimOf(deal, 'alder').amountMinor)
      if (vendorHelp === 'askedFor') helped = claimOf(deal, 'alder').id
    },
  )

  it('it is the same share each time', () => {
    expect(amounts).toEqual([1_200_000, 1_200_000, 1_200_000])
  })

  it('whoever tries to lower it for the help is told the rule that this breaks, and nothing is booked', async () => {
    const body = { amountMinor: 300_000, because: 'forHelp' as const, rule: 'sourced', policyVersion: 1 }
    await expect(sales.reduces(helped, body)).toBeRefused(
      'refused',
      /“Our work lowers no share” \(version 1, Northwind/,
    )
    await expect(sales.reduces(helped, { ...body, because: 'forClosing' })).toBeRefused(
      'refused',
      /“Our work lowers no share”/,
    )
    const [booked] = await w.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM parley.journal WHERE kind = 'reduction'`,
    )
    expect(booked!.n).toBe(0)
  })

  it('help that the partner asked for in its app counts as such, whatever is entered at its claim', async () => {
    const { summary } = await w.as('alder').registers(aDeal({ account: { name: 'Linnet Ferries' } }))
    await w
      .as('alder')
      .does(partnerEngagements.askHelp, { params: { id: summary.id }, body: { wish: 'An engineer for the trial.' } })
    const [account] = await w.sql<{ id: string }>('SELECT account_id AS id FROM parley.registration WHERE id = $1', [
      summary.id,
    ])
    const deal = await sales.deal('Linnet Ferries', { accountId: account!.id })
    await sales.claims(deal.summary.id, 'alder', 'sourced', { registrationId: summary.id })
    await sales.paper(deal.summary.id, 'alder')
    const claim = claimOf(await sales.wins(deal.summary.id), 'alder')
    expect(claim).toMatchObject({ vendorHelp: 'none', amountMinor: 1_200_000 })
    const body = { amountMinor: 300_000, because: 'forHelp' as const, rule: 'sourced', policyVersion: 1 }
    await expect(sales.reduces(claim.id, body)).toBeRefused('refused', /“Our work lowers no share”/)
  })

  it('help that goes on record after the win changes nothing either', async () => {
    const [claim] = await w.sql<{ id: string; deal: string; version: number }>(
      `SELECT id, deal_id AS deal, version FROM parley.claim WHERE vendor_help = 'none' AND role = 'sourced'`,
    )
    const edited = await w.as('manager').does(staffDeals.editClaim, {
      params: { id: claim!.id },
      body: { vendorHelp: 'askedFor' },
      ifMatch: claim!.version,
    })
    expect(edited).toMatchObject({ amountMinor: 1_200_000, heldMinor: 1_200_000 })
    expect((await sales.reads(claim!.deal)).entries.filter(({ kind }) => kind === 'reduction')).toEqual([])
  })
})
