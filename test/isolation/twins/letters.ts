import { partnerDesignations, staffDesignations } from '@parley/contract/routes/designations'
import { partner } from '@parley/contract/routes/partner'
import type { Company } from '../../support/market.ts'
import { aNote, type Situation } from './situation.ts'
import type { TwinWorld } from './twin-world.ts'

/** A letter as its bringer describes it: what is in a rival's is its own. */
export function aLetter(w: TwinWorld, of: 'listener' | 'rival') {
  const random = of === 'rival' ? w.varied : w.random
  const text = of === 'rival' ? `They represent us. ${aNote(w)}` : 'They represent us from now on.'
  return {
    ...{ form: 'letterhead' as const, signer: 'authorized' as const },
    signerName: random.pick(['Dana Whitfield', 'Philippa Nightjar', 'Miguel Sato']),
    signedOn: w.program.now().toISOString().slice(0, 10),
    file: { name: `Letter ${random.whole(1, 999)}.txt`, base64: Buffer.from(text).toString('base64') },
    ...(of === 'rival' ? { note: aNote(w) } : {}),
  }
}

export const naming = ({ name, country }: Company) => ({
  company: name,
  ...(country === null ? {} : { country }),
  productFamilies: ['backup'],
})

/** The customer is asked, by a member of staff who notes it in words that vary. */
async function checks(w: TwinWorld, letterId: string, ifMatch: number, isGenuine: boolean): Promise<void> {
  await w.program.as('manager').does(staffDesignations.check, {
    params: { id: letterId },
    body: {
      ...{ isGenuine, signer: 'authorized', how: w.varied.pick(['call', 'email', 'visit'] as const) },
      ...{ spokeWith: `Their head of purchasing: ${aNote(w)}`, customerTold: true },
    },
    ifMatch,
  })
}

const seen = (w: TwinWorld, id: string) => w.program.as('manager').does(staffDesignations.get, { params: { id } })

/** The check of a letter that takes another back. */
async function checksRescission(w: TwinWorld, letterId: string, isGenuine: boolean): Promise<void> {
  const { designations } = await seen(w, letterId)
  const rescission = designations[0]?.presentLead?.rescission
  if (rescission) await checks(w, rescission.id, rescission.version, isGenuine)
}

/** The listener leads, and the customer names a rival: the listener is told, and brings a letter of its own or doesn't. */
export const aLetterNamesARival: Situation = (w) => {
  const company = w.companies[6]
  const [rival] = w.rivals
  const isGenuine = w.random.chance(0.85)
  const answer = w.random.pick(['takesBack', 'invents', null] as const)
  let letterId = ''
  w.alike('begins', () => w.registers(w.deal(company)))
  w.apart('asks', async () => {
    const body = { ...naming(company), ...aLetter(w, 'rival') }
    const letter = await rival.someone.does(partnerDesignations.bring, { body })
    letterId = letter.id
    await checks(w, letterId, letter.version, isGenuine)
  })
  w.alike('asks', () => w.hears(partnerDesignations.notices, { query: {} }))
  w.alike('sells', async () => {
    const { json } = await w.hears(partnerDesignations.notices, { query: { show: 'open' } })
    const [notice] = (json as { items: { id: string; version: number; can: { bring: { ok: boolean } } }[] }).items
    if (answer === null || !notice?.can.bring.ok) return
    const params = { id: notice.id }
    await w.hears(partnerDesignations.rescind, { params, body: aLetter(w, 'listener'), ifMatch: notice.version })
    await checksRescission(w, letterId, answer === 'takesBack')
  })
  w.alike('answers', async () => {
    await w.hears(partner.precheck, { body: w.deal(company) })
    await w.hears(partnerDesignations.notices, { query: {} })
  })
}

/** A rival leads, and the customer names the listener: the rival takes it back, or the listener leads. */
export const aLetterNamesTheListener: Situation = (w) => {
  const company = w.companies[6]
  const [rival] = w.rivals
  const isTakenBack = w.random.chance(0.5)
  let letterId = ''
  w.apart('begins', async () => {
    const { summary } = await rival.someone.registers(w.deal(company, 'rival'))
    if (summary.status !== 'approved') throw new Error(`A rival's ${company.name} is ${summary.status}.`)
  })
  w.alike('asks', async () => {
    const body = { ...naming(company), ...aLetter(w, 'listener') }
    const { json, status, text } = await w.hears(partnerDesignations.bring, { body })
    if (status !== 201) throw new Error(`A listener can't bring a letter: ${status} ${text}`)
    const letter = json as { id: string; version: number }
    letterId = letter.id
    await checks(w, letterId, letter.version, true)
  })
  w.apart('sells', async () => {
    if (!isTakenBack) return
    const notices = await rival.someone.does(partnerDesignations.notices, { query: { show: 'open', limit: 100 } })
    const notice = notices.items.find(({ accountName, can }) => accountName.startsWith(company.name) && can.bring.ok)!
    const params = { id: notice.id }
    const body = aLetter(w, 'rival')
    await rival.someone.does(partnerDesignations.rescind, { params, body, ifMatch: notice.version })
    await checksRescission(w, letterId, true)
  })
  w.alike('answers', async () => {
    await w.hears(partnerDesignations.get, { params: { id: letterId } })
    await w.hears(partner.register, { body: w.deal(company) })
  })
}
