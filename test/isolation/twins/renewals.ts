import type { BodyOf } from '@parley/contract/route'
import { staffDeals } from '@parley/contract/routes/deals'
import { partnerDesignations } from '@parley/contract/routes/designations'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { partner } from '@parley/contract/routes/partner'
import { partnerRenewals, staffRenewals } from '@parley/contract/routes/renewals'
import { aLetter, naming } from './letters.ts'
import { about, aNote, type Situation, vendorAsks } from './situation.ts'
import type { TwinWorld } from './twin-world.ts'

const resold: Omit<BodyOf<typeof staffDeals.decidePaper>, 'partnerId'> = {
  ...{ role: 'resale', route: 'oneTier', resaleAgreed: true, managedServiceAgreed: true, prepays: false },
  ...{ freeCreditMinor: 1_000_000_000, servesRegion: true, coTerm: false, publicContract: 'none', termsDiffer: false },
  ...{ wantsPaper: 'any', frameworkWith: 'none', contractPaper: 'none', channelOnly: false, creditHold: false },
}

/** A partner resells for so many months from today; and the deal is won. */
export async function resells(
  w: TwinWorld,
  partnerId: string,
  accountId: string,
  amountMinor: number,
  termMonths: number,
): Promise<void> {
  const manager = w.program.as('manager')
  const { summary } = await manager.does(staffDeals.create, {
    body: { accountId, productFamilies: ['backup'], kind: 'new', amountMinor, termMonths },
  })
  const params = { id: summary.id }
  const body = { partnerId, role: 'resold' as const, activities: 4, dutiesDone: true }
  await manager.does(staffDeals.fileClaim, { params, body })
  const { version } = await manager.does(staffDeals.decidePaper, { params, body: { partnerId, ...resold } })
  await manager.does(staffDeals.close, { params, body: { result: 'won', closedBy: 'vendor' }, ifMatch: version })
}

/** The listener's contract comes to its end; rivals ask to quote its renewal, and the vendor does. */
export const aContractEnds: Situation = (w) => {
  const company = w.companies[7]
  const manager = w.program.as('manager')
  const asksToQuote = { ...about(company), verb: 'quote', dealKind: 'renewal' } as const
  const isDutiful = w.random.chance(0.6)
  const isRenewed = w.random.chance(0.5)
  const amountMinor = w.random.whole(1_000_000, 20_000_000)
  let id = ''
  w.alike('begins', async () => {
    const registration = await w.registers(w.deal(company))
    const accountId = (await manager.inspects(registration)).matchedAccount.id
    await resells(w, w.listener.id, accountId, amountMinor, 3)
    const { json } = await w.hears(partnerRenewals.list, { query: {} })
    id = (json as { items: { id: string }[] }).items[0]!.id
  })
  for (const phase of ['asks', 'isOwed'] as const)
    w.apart(phase, async () => {
      for (let times = w.varied.whole(0, 2); times > 0; times--)
        await w.varied.pick(w.rivals).someone.does(partnerEngagements.ask, { body: { ...asksToQuote, note: aNote(w) } })
    })
  w.alike('isOwed', async () => {
    if (isDutiful)
      await w.hears(partnerRenewals.report, { params: { id }, body: { ...report, happenedOn: '2026-12-10' } })
    await vendorAsks(w, company, { verb: 'quote', dealKind: 'renewal', note: 'They called us.' })
  })
  w.alike('statements', async () => {
    if (isDutiful)
      await w.hears(partnerRenewals.report, { params: { id }, body: { ...review, happenedOn: '2027-01-05' } })
    else await notes(w, id, 'warning', '2027-01-05')
    await w.hears(partnerEngagements.ask, { body: asksToQuote })
  })
  w.alike('later', async () => {
    if (isRenewed) await manager.does(staffRenewals.makeDeal, { params: { id }, body: { amountMinor, termMonths: 12 } })
    else if (!isDutiful) await notes(w, id, 'ended', '2027-01-12')
  })
}

const report = { kind: 'report', note: 'They use it in all sites and want to stay.' } as const
const review = { kind: 'review', note: 'Went through their plans for the coming year.' } as const

const notes = (w: TwinWorld, id: string, kind: 'warning' | 'ended', happenedOn: string) =>
  w.program.as('manager').does(staffRenewals.note, {
    params: { id },
    body: { kind, note: 'We have heard nothing of this customer since autumn.', happenedOn },
  })

/** Somebody else has sold where the listener asks and brings a letter that nobody checks: a rival, for whatever it is, or the vendor itself. */
export const anotherHasSold: Situation = (w) => {
  const company = w.companies[8]
  w.apart('begins', async () => {
    const [account] = await w.program.sql<{ id: string }>(
      'SELECT id FROM parley.account WHERE name = $1 AND country = $2 ORDER BY id LIMIT 1',
      [company.name, company.country],
    )
    const accountId = account!.id
    const seller = w.varied.pick([...w.rivals, null])
    if (seller) await resells(w, seller.id, accountId, w.varied.whole(500_000, 60_000_000), w.varied.whole(4, 24))
    else
      await w.program.has.holding({
        ...{ accountId, productFamily: 'backup', incumbentPartnerId: null },
        since: w.varied.pick(['2026-10-30', '2026-08-14']),
      })
  })
  w.alike('asks', async () => {
    await w.hears(partnerEngagements.ask, { body: { ...about(company), verb: 'quote' } })
    await w.hears(partner.precheck, { body: w.deal(company) })
    await w.hears(partnerDesignations.bring, { body: { ...naming(company), ...aLetter(w, 'listener') } })
  })
}

/** Rivals sell more or less elsewhere, for whatever it is, and have contracts of their own. */
export const rivalsSell: Situation = (w) => {
  for (const phase of ['asks', 'isPaid'] as const)
    w.apart(phase, async () => {
      for (let times = w.varied.pick([0, 1, 1, 2]); times > 0; times--) {
        const rival = w.varied.pick(w.rivals)
        const { matchedAccount } = await w.program.as('manager').inspects(await somewhere(w, rival))
        await resells(w, rival.id, matchedAccount.id, w.varied.whole(500_000, 60_000_000), w.varied.whole(2, 24))
      }
    })
}

const somewhere = async (w: TwinWorld, { someone }: TwinWorld['rivals'][number]) =>
  (await someone.registers(w.deal(w.varied.pick(w.elsewhere), 'rival'))).summary.id
