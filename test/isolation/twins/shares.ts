import { partnerClaims, staffDeals } from '@parley/contract/routes/deals'
import { aNote, type Situation } from './situation.ts'

/**
 * A rival leads an account and sells there; the listener, refused, claims a share of that by its registration in vain, and is paid for a part
 * of its own that the vendor enters. How large the rival's deal is, and on whose paper, is the rival's.
 */
export const aPartIsTheListeners: Situation = (w) => {
  const [, , , company] = w.companies
  const [rival] = w.rivals
  const manager = w.program.as('manager')
  const roles = w.random.some(['influenced', 'sourced', 'assisted'] as const, 1, 2)
  const part = {
    ...{ role: 'implemented' as const, workAccepted: w.random.chance(0.8), activities: 3 },
    baseMinor: w.random.whole(500_000, 1_500_000),
  }
  let refused = ''
  let id = ''
  w.apart('begins', async () => {
    const { summary } = await rival.someone.registers(w.deal(company, 'rival'))
    const body = { registrationId: summary.id, role: 'sourced' as const, note: aNote(w) }
    const { id: claimId } = await rival.someone.does(partnerClaims.make, { body })
    const [claim] = await w.program.sql<{ id: string }>('SELECT deal_id AS id FROM parley.claim WHERE id = $1', [
      claimId,
    ])
    id = claim!.id
  })
  w.alike('begins', async () => {
    refused = await w.registers(w.deal(company))
  })
  w.alike('asks', async () => {
    for (const role of roles)
      await w.hears(partnerClaims.make, { body: { registrationId: refused, role, note: 'Ours, too.' } })
  })
  w.alike('sells', () =>
    manager.does(staffDeals.fileClaim, { params: { id }, body: { partnerId: w.listener.id, ...part } }),
  )
  w.apart('isPaid', async () => {
    const known = { frameworkWith: 'none', publicContract: 'none', contractPaper: 'none', route: 'oneTier' } as const
    const no = { coTerm: false, termsDiffer: false, channelOnly: false, creditHold: false, prepays: false } as const
    const wantsPaper = w.varied.pick(['vendor', 'partner'] as const)
    const yes = { servesRegion: true, resaleAgreed: true, managedServiceAgreed: true, freeCreditMinor: 1_000_000_000 }
    const body = { partnerId: rival.id, role: 'resale' as const, ...known, ...no, ...yes, wantsPaper }
    const { version } = await manager.does(staffDeals.decidePaper, { params: { id }, body })
    await manager.does(staffDeals.close, {
      params: { id },
      body: { result: 'won', closedBy: w.varied.pick(['partner', 'both'] as const), closerPartnerId: rival.id },
      ifMatch: version,
    })
  })
  w.alike('isPaid', () =>
    w.program.as('finance').does(staffDeals.notePayment, { params: { id }, body: { paidOn: '2026-11-14' } }),
  )
}
