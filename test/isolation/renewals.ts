import { type Actor, type Ctx, systemActor } from '@parley/api/context'
import { closeDeal } from '@parley/api/deals/close-deal'
import { decidePaper } from '@parley/api/deals/decide-paper'
import { createDeal } from '@parley/api/deals/keep-deal'
import { inTransaction } from '@parley/api/transaction'
import { partnerRenewals, staffRenewals } from '@parley/contract/routes/renewals'
import type { World } from '../support/open-world.ts'
import { partners } from '../support/program.ts'

type Words = { report: string; letter: string; signer: string }

/** A sale of Brightwater's with its contract, its report, and its customer's letter. Ends in the contract's id. */
export async function looksAfterCustomer(w: World, accountId: string, words: Words): Promise<string> {
  const asSystem = <T>(work: (ctx: Ctx) => Promise<T>, actor: Actor = systemActor) => inTransaction(w.env, actor, work)
  const partnerId = partners.brightwater.id
  const sale = { accountId, productFamilies: ['analytics'], kind: 'new' as const, tender: 'none' as const }
  const { summary } = await asSystem((ctx) => createDeal(ctx, { ...sale, amountMinor: 7_171_700, termMonths: 12 }))
  const { id } = summary
  const { version } = await asSystem((ctx) => decidePaper(ctx, { ...resale, id, partnerId }))
  await asSystem((ctx) => closeDeal(ctx, { id, ifMatch: version, result: 'won', closedBy: 'vendor' }))
  const [contract] = await w.sql<{ id: string }>('SELECT id FROM parley.contract WHERE deal_id = $1', [id])
  const params = { id: contract!.id }
  const happenedOn = w.now().toISOString().slice(0, 10)
  await w
    .as('brightwater')
    .does(partnerRenewals.report, { params, body: { kind: 'report', note: words.report, happenedOn } })
  await w.as('manager').does(staffRenewals.note, {
    params,
    body: { kind: 'letter', note: words.letter, signerName: words.signer, happenedOn },
  })
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
