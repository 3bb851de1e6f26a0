import { createUser } from '@parley/api/session/create-user'
import type { ConflictCase } from '@parley/contract/conflicts'
import type { EvidenceShows } from '@parley/contract/evidence'
import type { BodyOf } from '@parley/contract/route'
import { accounts } from '@parley/contract/routes/accounts'
import { partnerConflicts, staffConflicts } from '@parley/contract/routes/conflicts'
import { partnerEvidence } from '@parley/contract/routes/evidence'
import { aDeal } from './factories.ts'
import type { World } from './open-world.ts'
import { type PersonName, password } from './program.ts'
import type { Someone } from './someone.ts'

type Seller = 'alder' | 'brightwater' | 'corvane' | 'delmar'

/** Too large to be approved at once: it waits for a person, so that the second one is a conflict. */
export const large = { amountMinor: 60_000_000 }

/** The people and verbs of a conflict, in a world of their own accounts. */
export function conflictsIn(w: World) {
  const judge = w.as('manager')
  const at = (name: string, deal: Parameters<typeof aDeal>[0] = {}) =>
    aDeal({ ...deal, account: { name }, deal: { ...large, ...deal.deal } })
  let files = 0
  return {
    at,
    /** Each registers the account; ends in the ids of the registrations, and of their case. */
    async meet(name: string, ...sellers: readonly Seller[]) {
      const ids: string[] = []
      for (const seller of sellers) ids.push((await w.as(seller).registers(at(name))).summary.id)
      return { ids, caseId: await caseOf(ids[0]!) }
    },
    caseOf,
    async shows(
      who: Seller,
      registrationId: string,
      shows: EvidenceShows,
      more: { shownOn?: string; withWhom?: string } = {},
    ) {
      const text = `${shows} ${files++}`
      const body = { name: `${text}.txt`, about: text, base64: Buffer.from(text).toString('base64'), shows }
      const dated =
        shows === 'other' ? {} : { shownOn: '2026-10-20', ...(shows === 'meeting' ? { withWhom: 'Dana' } : {}) }
      return w
        .as(who)
        .does(partnerEvidence.attach, { params: { id: registrationId }, body: { ...body, ...dated, ...more } })
    },
    opens: (id: string, who: Someone = judge) => who.does(staffConflicts.get, { params: { id } }),
    /** Says it of every claim: judgements are asked of a person. */
    async says(id: string, fact: string, value: boolean | number | string, who: Someone = judge) {
      let found = await who.does(staffConflicts.get, { params: { id } })
      for (const { id: claimId } of found.claims)
        found = await who.does(staffConflicts.say, {
          params: { id, claimId },
          body: { fact, value, reason: 'We asked the customer on the phone.' },
          ifMatch: found.version,
        })
      return found
    },
    async decides(id: string, who: Someone = judge): Promise<ConflictCase> {
      const { version } = await who.does(staffConflicts.get, { params: { id } })
      return who.does(staffConflicts.decide, { params: { id }, ifMatch: version })
    },
    async awards(id: string, who: Someone, award: Partial<BodyOf<typeof staffConflicts.award>>): Promise<ConflictCase> {
      const { version } = await who.does(staffConflicts.get, { params: { id } })
      const words = {
        wordingForLead: 'You have done more for this customer, so you lead.',
        wordingForOthers: 'We looked at all of it; you don’t lead this account now.',
        reason: 'Their trial convinced the head of IT; she said so on the phone.',
      }
      return who.does(staffConflicts.award, {
        params: { id },
        body: { result: 'lead', ...words, ...award },
        ifMatch: version,
      })
    },
    claim: (who: Seller, id: string) => w.as(who).does(partnerConflicts.claim, { params: { id } }),
    appeals: (who: Seller, id: string, grounds = 'The trial was ours: their minutes of the 12th name our engineer.') =>
      w.as(who).does(partnerConflicts.appeal, { params: { id }, body: { grounds } }),
    async answers(id: string, who: Someone, isUpheld: boolean): Promise<ConflictCase> {
      const found = await who.does(staffConflicts.get, { params: { id } })
      const appeal = found.claims.flatMap((claim) => claim.appeal ?? []).find(({ answeredAt }) => answeredAt === null)!
      return who.does(staffConflicts.answerAppeal, {
        params: { id, appealId: appeal.id },
        body: {
          isUpheld,
          wording: isUpheld
            ? 'You were right: the trial was yours, and you lead now.'
            : 'We read the minutes, and it stays as it was.',
          wordingForOthers: 'On an appeal we looked at it again; you don’t lead this account any more.',
          reason: 'The minutes were read with the customer.',
        },
        ifMatch: found.version,
      })
    },
    claimNamed: (found: ConflictCase, name: string) => found.claims.find((claim) => claim.name.includes(name))!,
    /** Another channel manager, who has judged nothing yet. */
    async anotherManager(name: string): Promise<Someone> {
      const person = {
        email: `${name.toLowerCase().replaceAll(' ', '.')}@northwind.example`,
        name,
        role: 'channelManager' as const,
        partner: null,
      }
      await createUser(w.env, { ...person, password, partnerId: null })
      return w.person(person)
    },
  }
  async function caseOf(registrationId: string): Promise<string> {
    const accountId = (await judge.inspects(registrationId)).matchedAccount.id
    const { items } = await judge.does(accounts.listConflicts, { query: { accountId } })
    if (!items[0]) throw new Error('There is no case at this account.')
    return items[0].id
  }
}

export type Conflicts = ReturnType<typeof conflictsIn>
export const sellers: readonly PersonName[] = ['alder', 'brightwater', 'corvane', 'delmar']
