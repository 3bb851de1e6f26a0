import { partnerConflicts, staffConflicts } from '@parley/contract/routes/conflicts'
import { conflictsIn } from '../../support/conflicts.ts'
import type { World } from '../../support/open-world.ts'
import { type Api, at, type Screen } from './screen.ts'

/** A case in each state, for the manager who has judged none of them; and Alder's side of each. */
export async function fillConflicts(w: World): Promise<void> {
  const c = conflictsIn(w)
  const judge = await c.anotherManager('Judith of the Desk')
  const close = await c.meet('Kestrel Cement & Lime Works of the Northern Counties', 'alder', 'brightwater')
  await c.shows('alder', close.ids[0]!, 'proofOfConcept')
  await c.shows('brightwater', close.ids[1]!, 'proofOfConcept')
  await c.says(close.caseId, 'claim.sourced', false, judge)
  await c.decides(close.caseId, judge)
  await c.meet('Merlin Water Board', 'alder', 'corvane')
  const lost = await c.meet('Hobby Horse Toys', 'alder', 'brightwater')
  await c.awards(lost.caseId, judge, { leadClaimId: c.claimNamed(await c.opens(lost.caseId), 'Brightwater').id })
  const appealed = await c.meet('Sparrowhawk Ferries', 'alder', 'brightwater')
  await c.awards(appealed.caseId, judge, {
    leadClaimId: c.claimNamed(await c.opens(appealed.caseId), 'Brightwater').id,
  })
  await c.shows('alder', appealed.ids[0]!, 'meeting')
  await w.as('alder').does(partnerConflicts.appeal, {
    params: { id: appealed.ids[0]! },
    body: { grounds: 'The minutes that we attached name our engineer.' },
  })
  const together = await c.meet('Harrier Pumps', 'alder', 'brightwater')
  const share = { role: 'resold' as const, shareBps: 5_000 }
  await w.as('manager').does(staffConflicts.proposeTeaming, {
    body: { members: together.ids.map((registrationId) => ({ registrationId, ...share })) },
  })
}

const caseAt = (name: string) => async (api: Api) => {
  const { items } = await api('/staff/conflicts?limit=100')
  const found = items.find((each) => (each.account as { name: string }).name.startsWith(name))
  if (!found) throw new Error(`Nothing to show: there is no case at ${name}.`)
  return found.id
}
const own = (name: string) => async (api: Api) => {
  const { items } = await api(`/partner/registrations?q=${name}`)
  if (!items[0]) throw new Error(`Nothing to show: Alder has registered no ${name}.`)
  return items[0].id
}
const one = { route: '/conflicts/$id', who: 'manager' } as const
const side = { route: '/registrations/$id', who: 'seller' } as const

export const consoleConflictScreens: Screen[] = [
  { ...one, name: 'a case, gathering evidence', path: at(caseAt('Merlin'), (id) => `/conflicts/${id}`) },
  { ...one, name: 'a case that a person decides', path: at(caseAt('Kestrel'), (id) => `/conflicts/${id}?do=award`) },
  {
    ...one,
    name: 'a case, saying what is so',
    path: at(caseAt('Merlin'), (id) => `/conflicts/${id}`),
    act: (page) => page.getByRole('button', { name: 'Say what is so' }).first().click(),
  },
  { ...one, name: 'a case under appeal', path: at(caseAt('Sparrowhawk'), (id) => `/conflicts/${id}?do=answer`) },
  { ...one, name: 'a case that was decided', path: at(caseAt('Hobby'), (id) => `/conflicts/${id}`) },
]

export const partnerConflictScreens: Screen[] = [
  {
    ...side,
    name: 'a claim that doesn’t lead, appealing',
    path: at(own('Hobby'), (id) => `/registrations/${id}`),
    act: (page) => page.getByRole('button', { name: 'Appeal', exact: true }).click(),
  },
  { ...side, name: 'a claim under appeal', path: at(own('Sparrowhawk'), (id) => `/registrations/${id}`) },
  { ...side, name: 'a teaming to confirm', path: at(own('Harrier'), (id) => `/registrations/${id}`) },
]
