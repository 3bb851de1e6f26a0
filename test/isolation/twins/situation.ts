import type { BodyOf } from '@parley/contract/route'
import { staffEngagements } from '@parley/contract/routes/engagements'
import { staff } from '@parley/contract/routes/staff'
import type { Company } from '../../support/market.ts'
import { NotDone } from '../../support/someone.ts'
import type { TwinWorld } from './twin-world.ts'

/** Something that may be so in a world; each plans what the listener, its rivals and the vendor do. */
export type Situation = (w: TwinWorld) => void

/** Amounts that only a person can give. */
export const large = [50_000_000, 90_000_000] as const

export const about = ({ name, country }: Company) => ({
  company: name,
  country: country ?? 'US',
  productFamily: 'backup',
})

type Asks = Pick<BodyOf<typeof staffEngagements.ask>, 'verb' | 'note' | 'dealKind'>

/**
 * The vendor asks before it acts. Of companies that are called alike it chooses the one that the listener registered; where there is none it
 * lets it be, because the others belong to other worlds' listeners.
 */
export async function vendorAsks(w: TwinWorld, company: Company, asks: Asks): Promise<void> {
  const sent = { body: { ...(await aboutTheListeners(w, company)), ...asks } }
  const answer = await w.program.as('sales').sends(staffEngagements.ask, sent)
  if (answer.status === staffEngagements.ask.status) return
  if ((answer.json as { alike?: unknown }).alike === undefined) throw new NotDone('The vendor may not ask', answer)
}

async function aboutTheListeners(w: TwinWorld, company: Company) {
  const manager = w.program.as('manager')
  const query = { q: company.name, partnerId: w.listener.id, limit: 1 }
  const [registered] = (await manager.does(staff.list, { query })).items
  if (!registered) return about(company)
  const { matchedAccount } = await manager.does(staff.get, { params: { id: registered.id } })
  return { ...about(company), accountId: matchedAccount.id }
}

/** Words of a rival's own, or about a rival. */
export const aNote = (w: TwinWorld) =>
  `The ${w.varied.pick(['ochre', 'umber', 'cobalt'])} plan ${w.varied.whole(1, 9_999)}`
