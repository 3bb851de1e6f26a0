import { partnerEvidence } from '@parley/contract/routes/evidence'
import { partner } from '@parley/contract/routes/partner'
import { ownAccount } from '@parley/contract/routes/sign-in'
import { staff } from '@parley/contract/routes/staff'
import { aDeal } from '../../support/factories.ts'
import type { World } from '../../support/open-world.ts'
import type { HostileTexts } from './hostile-texts.ts'

/** So much that a person decides. */
const amountMinor = 123_456_789_00
const enough = aDeal().deal.description
/** These stay open; the others are withdrawn, because a partner may hold so many and no more. */
const staysOpen = 5
/** Names that have nothing in common. */
const closed = [
  'Ravensbourne Optics',
  'Delmonico Cabling',
  'Osprey Dental',
  'Whitby Looms',
  'Quarry Hill Freight',
  'Ostrava Kilns',
]
/** Of some of these names nobody is sure. */
const stems = ['Tamarack', 'Juniper', 'Larkspur', 'Sycamore', 'Hemlock', 'Cottonwood']
const words = ['Mills', 'Pulp', 'Group', 'Holdings', 'Paper', 'Packaging']

/** Registrations with a payload in every text, each of them worked on by both sides; ends in their ids, and in those of others that only staff sees. */
export async function fillDeals(w: World, texts: HostileTexts): Promise<{ deals: string[]; settled: string[] }> {
  const deals: string[] = []
  for (const { n } of texts.payloads) deals.push(await fillDeal(w, texts, n))
  for (const [at, group] of texts.groups('closeRegistration /note').entries()) {
    const { summary, version } = await texts.sends(w.as('alder'), partner.register, [at + 1], {
      body: (say) => {
        const description = say('/deal/description', (text) => `${text} ${enough}`)
        return aDeal({ account: { name: closed[at]! }, deal: { description, contactName: say('/deal/contactName') } })
      },
    })
    const request = { params: { id: summary.id }, ifMatch: version }
    await texts.sends(w.as('manager'), staff.close, group, {
      ...request,
      body: (say) => ({ result: 'lost' as const, note: say('/note') }),
    })
    deals.push(summary.id)
  }
  return { deals, settled: await settle(w, texts) }
}

/** Looked up, registered, asked, answered, decided by a person, worked on, shown, withdrawn: each step with the payload of this number. */
async function fillDeal(w: World, texts: HostileTexts, n: number): Promise<string> {
  const alder = w.as('alder')
  const admin = w.as('alderAdmin')
  const manager = w.as('manager')
  for (const person of [admin, manager])
    await texts.sends(person, ownAccount.rename, [n], { body: (say) => ({ name: say('/name') }) })
  await texts.sends(alder, partner.precheck, [n], {
    body: (say) => ({
      account: {
        name: say('/account/name'),
        city: say('/account/city'),
        domain: say('/account/domain'),
        country: 'US',
      },
      deal: { description: say('/deal/description'), contactName: say('/deal/contactName') },
    }),
  })
  const registered = await texts.sends(alder, partner.register, [n], {
    body: (say) => {
      const domain = say('/account/domain', (text) => `https://www.customer-${n}-parley.com/${text}`)
      const description = say('/deal/description', (text) => `${text} ${enough}`)
      return aDeal({
        account: { name: say('/account/name'), city: say('/account/city'), domain },
        deal: { description, contactName: say('/deal/contactName'), amountMinor },
      })
    },
  })
  const params = { id: registered.summary.id }
  const asked = await texts.sends(manager, staff.ask, [n], {
    params,
    ifMatch: registered.version,
    body: (say) => ({ question: say('/question'), answerWithinDays: 5 }),
  })
  const answered = await texts.sends(alder, partner.answer, [n], {
    params,
    ifMatch: asked.version,
    body: (say) => {
      const description = say('/deal/description', (text) => `${text} ${enough}`)
      return { answer: say('/answer'), deal: { description, contactName: say('/deal/contactName') } }
    },
  })
  await texts.sends(manager, staff.override, [n], {
    params,
    ifMatch: answered.version,
    body: (say) => ({
      outcome: 'approve' as const,
      protectionDays: 60,
      wording: say('/wording'),
      reason: say('/reason'),
    }),
  })
  await texts.sends(admin, partner.logActivity, [n], {
    params,
    body: (say) => ({ kind: 'meeting' as const, note: say('/note'), happenedOn: '2026-11-02' }),
  })
  await texts.sends(admin, partnerEvidence.attach, [n], {
    params,
    body: (say) => ({
      name: say('/name', (text) => `${text}.txt`),
      about: say('/about'),
      ...{ shows: 'meeting' as const, shownOn: '2026-11-01', withWhom: say('/withWhom') },
      base64: Buffer.from(texts.payloads[n - 1]!.text).toString('base64'),
    }),
  })
  const { version } = await texts.sends(alder, partner.extend, [n], {
    params,
    body: (say) => ({ progress: say('/progress') }),
  })
  if (n > staysOpen)
    await texts.sends(alder, partner.withdraw, [n], {
      params,
      ifMatch: version,
      body: (say) => ({ reason: say('/reason') }),
    })
  return params.id
}

/** Whose account a deal is for, said by a person where nobody is sure. */
async function settle(w: World, texts: HostileTexts): Promise<string[]> {
  const manager = w.as('manager')
  const settled: string[] = []
  const groups = texts.groups('settleAccount /reason')
  for (const stem of stems) await w.has.account({ name: `${stem} Paper Mills LLC` })
  for (const name of words.flatMap((word) => stems.map((stem) => `${stem} ${word}`))) {
    if (groups.length === 0) break
    const { summary } = await w.as('corvane').registers(aDeal({ account: { name }, productFamily: 'analytics' }))
    const { version, can } = await manager.inspects(summary.id)
    if (!can.settleAccount.ok) continue
    settled.push(summary.id)
    await texts.sends(manager, staff.settleAccount, groups.shift()!, {
      params: { id: summary.id },
      ifMatch: version,
      body: (say) => ({ accountId: null, reason: say('/reason') }),
    })
  }
  if (groups.length > 0) throw new Error('The matcher is sure of too many names to settle them.')
  return settled
}
