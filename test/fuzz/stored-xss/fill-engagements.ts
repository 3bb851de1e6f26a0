import { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import { aDeal } from '../../support/factories.ts'
import type { World } from '../../support/open-world.ts'
import type { NotDone, Someone } from '../../support/someone.ts'
import type { HostileTexts } from './hostile-texts.ts'

const productFamily = 'backup'
const led = 'Windermere Ropeworks'
const named = 'Kittiwake Observatory'

/** Questions before somebody acts, with payloads in the names of companies, in what is planned, in consents, and in what was done all the same. Ends in the ids that each side may read. */
export async function fillEngagements(
  w: World,
  texts: HostileTexts,
): Promise<{ ofBoth: string[]; ofStaff: string[]; helped: string }> {
  const [alder, rep, manager] = [w.as('alder'), w.as('sales'), w.as('manager')]
  const { summary } = await alder.registers(aDeal({ account: { name: led }, productFamily }))
  await w.has.account({ name: named, designation: 'named' })
  const ofBoth: string[] = []
  const ofStaff: string[] = []
  for (const { n } of texts.payloads) {
    await asksAsStaff(rep, texts, n)
    await texts.sends(alder, partnerEngagements.ask, [n], {
      body: (say) => ({ company: say('/company'), verb: 'contact' as const, productFamily }),
    })
  }
  for (const [at, group] of texts.groups('askStaffEngagement /note').entries()) {
    const asked = await texts.sends(rep, staffEngagements.ask, group, {
      body: (say) => ({ company: led, verb: 'redirect' as const, productFamily, note: say('/note') }),
    })
    const reasons = texts.groups('answerConsent /reason')
    await texts.sends(alder, partnerEngagements.answer, reasons[at % reasons.length]!, {
      params: { id: asked.id },
      ifMatch: asked.version,
      body: (say) => ({ answer: at % 2 ? ('given' as const) : ('refused' as const), reason: say('/reason') }),
    })
    ofBoth.push(asked.id)
  }
  for (const [at, group] of texts.groups('askEngagement /note').entries()) {
    const asked = await texts.sends(alder, partnerEngagements.ask, group, {
      body: (say) => ({ company: named, verb: 'quote' as const, productFamily, note: say('/note') }),
    })
    const reasons = texts.groups('answerConsentAsVendor /reason')
    await texts.sends(manager, staffEngagements.answer, reasons[at % reasons.length]!, {
      params: { id: asked.id },
      ifMatch: asked.version,
      body: (say) => ({ answer: at % 2 ? ('given' as const) : ('refused' as const), reason: say('/reason') }),
    })
    ofBoth.push(asked.id)
  }
  for (const group of texts.groups('recordDeed /reason')) {
    const asked = await rep.does(staffEngagements.ask, { body: { company: led, verb: 'quote', productFamily } })
    await texts.sends(rep, staffEngagements.recordDeed, group, {
      params: { id: asked.id },
      ifMatch: asked.version,
      body: (say) => ({ doneOn: '2026-11-02', reason: say('/reason') }),
    })
    ofStaff.push(asked.id)
  }
  for (const group of texts.groups('askHelp /wish'))
    await texts.sends(alder, partnerEngagements.askHelp, group, {
      params: { id: summary.id },
      body: (say) => ({ wish: say('/wish') }),
    })
  for (const group of texts.groups('markCallList /fileName', 4))
    await texts.sends(rep, staffEngagements.markList, group, {
      body: (say) => ({
        fileName: say('/fileName', (text) => `${text}.csv`),
        base64: Buffer.from(callList(texts, group)).toString('base64'),
        verb: 'quote' as const,
        productFamily,
      }),
    })
  return { ofBoth, ofStaff, helped: summary.id }
}

/** About a company of this name; where the name could mean several that are known, about the first of them. */
async function asksAsStaff(rep: Someone, texts: HostileTexts, n: number): Promise<void> {
  const asks = (accountId: string | undefined) =>
    texts.sends(rep, staffEngagements.ask, [n], {
      body: (say) => ({
        company: say('/company'),
        verb: 'contact' as const,
        productFamily,
        ...(accountId ? { accountId } : {}),
      }),
    })
  await asks(undefined).catch((error: NotDone) => {
    const { alike } = (error.answer?.json ?? {}) as { alike?: { accountId: string }[] }
    if (!alike) throw error
    return asks(alike[0]!.accountId)
  })
}

/** A list of companies to call, of which header and cells are payloads too. */
export function callList(texts: HostileTexts, numbers: readonly number[]): string {
  const [column, name, note] = ['a column of a call list', 'a company of a call list', 'a cell of a call list'].map(
    (place) => texts.elsewhere(place),
  )
  const rows = [
    ['Company', column!(numbers[0]!)],
    ...numbers.flatMap((n) => [
      [name!(n), note!(n)],
      ['', note!(n)],
    ]),
  ]
  return rows.map((cells) => cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\r\n')
}
