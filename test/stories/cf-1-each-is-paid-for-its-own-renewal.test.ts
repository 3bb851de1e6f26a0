import { accounts } from '@parley/contract/routes/accounts'
import { staffRenewals } from '@parley/contract/routes/renewals'
import { describe, expect, it } from 'vitest'
import { claimOf, commission } from '../support/commission.ts'
import type { PartnerName } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)
const manager = w.as('manager')

const inspects = (id: string) => manager.does(staffRenewals.get, { params: { id } })
const renews = (id: string) =>
  manager.does(staffRenewals.makeDeal, { params: { id }, body: { amountMinor: 12_000_000, termMonths: 12 } })

describe('CF-1: a merge of two records that two partners have sold to', () => {
  it('leaves each of them the renewal of its own contract, and its share of it', async () => {
    const kept = await sales.resells('Plover Lock Makers', 'brightwater')
    const absorbed = await sales.resells('Hawfinch Ironmongery', 'alder')
    const [keptId, absorbedId] = [(await inspects(kept)).account.id, (await inspects(absorbed)).account.id]
    await manager.does(accounts.mergeAccounts, {
      body: { keptId, absorbedId, reason: 'One company, two records.' },
    })
    const sellers: [string, PartnerName, string][] = [
      [absorbed, 'alder', 'Alder Ridge Systems'],
      [kept, 'brightwater', 'Brightwater Technology'],
    ]
    for (const [contract, partner, name] of sellers) {
      const made = await renews(contract)
      expect(made.claims.map((claim) => [claim.partner.name, claim.role])).toEqual([[name, 'renewed']])
      await sales.paper(made.summary.id, partner, { role: 'resale', wantsPaper: 'vendor' })
      const claim = claimOf(await sales.wins(made.summary.id), partner)
      expect(claim.decision!.facts).toContainEqual(
        expect.objectContaining({ fact: 'account.incumbentIsPartner', value: 'yes' }),
      )
      expect((await manager.does(staffRenewals.list, { query: {} })).items).toContainEqual(
        expect.objectContaining({
          deal: expect.objectContaining({ id: made.summary.id }),
          partner: expect.objectContaining({ name }),
        }),
      )
    }
  })
})
