import { lookAfterDesignations } from '@parley/api/jobs/look-after-designations'
import { dispatch } from '@parley/api/outbox/dispatch'
import { dayOf } from '@parley/api/vendor-days'
import type { StaffLetter } from '@parley/contract/designations'
import type { BodyOf } from '@parley/contract/route'
import { partnerDesignations, staffDesignations } from '@parley/contract/routes/designations'
import { notifications } from '@parley/contract/routes/notifications'
import type { World } from './open-world.ts'
import { northwind, type PartnerName, partners } from './program.ts'

const base64 = (content: string) => Buffer.from(content).toString('base64')
export const aFile = (text = 'We name them as our representative.') => ({ name: 'Letter.txt', base64: base64(text) })

/** What is said of an ordinary letter: on letterhead, by somebody who may sign. */
const ordinary = (w: World) => ({
  form: 'letterhead' as const,
  signer: 'authorized' as const,
  signerName: 'Dana Whitfield',
  signerTitle: 'Head of Purchasing',
  // The vendor's day: late in the evening, the day of UTC is still to come there.
  signedOn: dayOf(w.now(), northwind.vendor.timeZone),
  file: aFile(),
})

/** Customers' letters, in the words of those who bring, check and decide them. */
export function letters(w: World) {
  const manager = w.as('manager')
  const reads = (id: string): Promise<StaffLetter> => manager.does(staffDesignations.get, { params: { id } })
  return {
    reads,
    brings: (who: PartnerName, company: string, more: Partial<BodyOf<typeof partnerDesignations.bring>> = {}) =>
      w.as(who).does(partnerDesignations.bring, {
        body: { company, country: 'US', productFamilies: ['backup'], ...ordinary(w), ...more },
      }),
    enters: (who: PartnerName, company: string, more: Partial<BodyOf<typeof staffDesignations.bring>> = {}) =>
      manager.does(staffDesignations.bring, {
        body: { company, partnerId: partners[who].id, productFamilies: ['backup'], ...ordinary(w), ...more },
      }),
    /** The customer is asked, and says that it is its own, unless told otherwise. */
    async checks(id: string, more: Partial<BodyOf<typeof staffDesignations.check>> = {}): Promise<StaffLetter> {
      const seen = await reads(id)
      const rescission = seen.designations.find((each) => each.presentLead?.rescission?.id === id)?.presentLead
        ?.rescission
      return manager.does(staffDesignations.check, {
        params: { id },
        body: { isGenuine: true, signer: 'authorized', how: 'call', spokeWith: 'Dana Whitfield', ...more },
        ifMatch: rescission?.version ?? seen.version,
      })
    },
    sees: (who: PartnerName, id: string) => w.as(who).does(partnerDesignations.get, { params: { id } }),
    async isTold(who: PartnerName) {
      return (await w.as(who).does(partnerDesignations.notices, { query: {} })).items
    },
    async takesBack(who: PartnerName, noticeId: string) {
      const { version } = await w.as(who).does(partnerDesignations.notice, { params: { id: noticeId } })
      return w.as(who).does(partnerDesignations.rescind, {
        params: { id: noticeId },
        body: { ...ordinary(w), file: aFile('We take our letter back.') },
        ifMatch: version,
      })
    },
    async represents(accountId: string, at?: string, family = 'backup') {
      const query = at === undefined ? { family } : { family, at }
      const { answers } = await manager.does(staffDesignations.represents, { params: { id: accountId }, query })
      return answers[0]!
    },
    looksAfter: () => lookAfterDesignations(w.env),
    async news(who: PartnerName | 'manager') {
      await dispatch(w.env)
      return (await w.as(who).does(notifications.list, { query: {} })).items
    },
    accountOf: async (registrationId: string): Promise<string> =>
      (
        await w.sql<{ id: string }>('SELECT account_id AS id FROM parley.registration WHERE id = $1', [registrationId])
      )[0]!.id,
  }
}
