import { lookAfterDuties } from '@parley/api/jobs/look-after-duties'
import { dispatch } from '@parley/api/outbox/dispatch'
import { createUser } from '@parley/api/session/create-user'
import { staffDuties } from '@parley/contract/routes/duties'
import { notifications } from '@parley/contract/routes/notifications'
import { aDeal } from './factories.ts'
import type { World } from './open-world.ts'
import { partners, password } from './program.ts'
import type { Someone } from './someone.ts'

export const noBackup = { backupId: null, managerId: null, awayFrom: null, awayUntil: null }

/** Large enough for a person to decide. */
export const large = (name: string, more: object = {}) =>
  aDeal({ account: { name }, deal: { amountMinor: 90_000_000, expectedCloseOn: '2027-06-15', ...more } })

/** Pia answers for Alder; Quinn stands in for her, and Rosa has what is late. */
export async function dutiesIn(w: World) {
  const manager = w.as('manager')
  const joins = async (name: string) => {
    const email = `${name.toLowerCase().replace(' ', '.')}@northwind.example`
    const id = await createUser(w.env, { email, name, role: 'channelManager', password, partnerId: null })
    return { id, as: w.person({ email, name, role: 'channelManager', partner: null }) }
  }
  const pia = await joins('Pia Holm')
  const quinn = await joins('Quinn Duarte')
  const rosa = await joins('Rosa Imhof')
  await manager.does(staffDuties.keepSeat, {
    params: { id: pia.id },
    ifMatch: 0,
    body: { ...noBackup, backupId: quinn.id, managerId: rosa.id },
  })
  const kept = await manager.does(staffDuties.keepAnswerer, {
    params: { id: partners.alder.id },
    ifMatch: 1,
    body: { ownerId: pia.id, calendar: null },
  })
  return {
    ...{ pia, quinn, rosa, kept },
    looksAfter: () => lookAfterDuties(w.env),
    approves: (id: string) =>
      manager.overrides(id, {
        outcome: 'approve',
        protectionDays: 90,
        wording: 'We have looked at it: the deal is yours.',
        reason: 'The customer confirmed it to us.',
      }),
    news: async (who: Someone) => {
      await dispatch(w.env)
      return (await who.does(notifications.list, { query: {} })).items
    },
  }
}
