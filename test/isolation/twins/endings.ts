import { accounts } from '@parley/contract/routes/accounts'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { partner } from '@parley/contract/routes/partner'
import type { Company } from '../../support/market.ts'
import { about, aNote, type Situation } from './situation.ts'
import type { TwinWorld } from './twin-world.ts'

const manager = (w: TwinWorld) => w.program.as('manager')

/** A rival led here and let go, or lost it, or was never here: one way or another the account is free when the listener comes. */
export const aRivalHasLeft: Situation = (w) => {
  const company = w.companies[9]
  aRivalComesAndGoes(w, company, w.varied.pick(['withdraws', 'loses', 'never'] as const))
  w.alike('sells', async () => {
    await w.hears(partner.precheck, { body: w.deal(company) })
    await w.hears(partnerEngagements.ask, { body: { ...about(company), verb: 'quote' } })
    await w.registers(w.deal(company))
    await w.hears(partnerEngagements.ask, { body: { ...about(company), verb: 'discount' } })
  })
}

/** Two records turn out to be one company: the listener leads at one, and at the other a rival does, or did, or nobody ever. */
export const aMergeMeetsARival: Situation = (w) => {
  const [kept, absorbed] = [w.companies[10], w.companies[11]]
  aRivalComesAndGoes(w, absorbed, w.varied.pick(['stays', 'withdraws', 'loses', 'never'] as const))
  let id = ''
  w.alike('begins', async () => {
    id = await w.registers(w.deal(kept))
  })
  w.alike('sells', async () => {
    const keptId = (await manager(w).inspects(id)).matchedAccount.id
    const absorbedId = await recordOf(w, absorbed)
    await manager(w).does(accounts.mergeAccounts, { body: { keptId, absorbedId, reason: 'One company, two records.' } })
    await w.hears(partner.get, { params: { id } })
  })
  w.alike('answers', async () => {
    for (const company of [kept, absorbed, { ...absorbed, country: kept.country }]) {
      await w.hears(partner.precheck, { body: w.deal(company) })
      await w.hears(partnerEngagements.ask, { body: { ...about(company), verb: 'quote' } })
    }
    await w.hears(partner.extend, { params: { id }, body: { progress: 'They decide in March.' } })
  })
}

function aRivalComesAndGoes(w: TwinWorld, company: Company, how: 'stays' | 'withdraws' | 'loses' | 'never'): void {
  const [{ someone }] = w.rivals
  let id = ''
  w.apart('begins', async () => {
    if (how === 'never') return
    const { summary } = await someone.registers(w.deal(company, 'rival'))
    if (summary.status !== 'approved') throw new Error(`A rival's ${company.name} is ${summary.status}.`)
    id = summary.id
  })
  w.apart('asks', async () => {
    if (how === 'withdraws') await someone.withdraws(id, aNote(w))
    if (how === 'loses') await manager(w).closes(id, 'lost')
  })
}

async function recordOf(w: TwinWorld, { name, country }: Company): Promise<string> {
  const [record] = await w.program.sql<{ id: string }>(
    'SELECT id FROM parley.account WHERE name = $1 AND country = $2 ORDER BY id LIMIT 1',
    [name, country],
  )
  return record!.id
}
