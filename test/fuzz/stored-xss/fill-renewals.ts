import { partnerRenewals, staffRenewals } from '@parley/contract/routes/renewals'
import { commission } from '../../support/commission.ts'
import type { World } from '../../support/open-world.ts'
import type { HostileTexts } from './hostile-texts.ts'

const happenedOn = '2026-11-02'
const long = (text: string) => `${text} and so on`

/** Contracts of Alder’s with payloads in its reports, and in customers’ letters with whoever signed them; ends in their ids. */
export async function fillRenewals(w: World, texts: HostileTexts): Promise<string[]> {
  const sales = commission(w)
  const signers = texts.groups('noteIncumbency /signerName')
  const notes = texts.groups('noteIncumbency /note', 10)
  const reports = texts.groups('reportOnCustomer /note', 10)
  const contracts: string[] = []
  for (let at = 0; at < Math.max(signers.length, notes.length, reports.length); at++) {
    const { summary } = await sales.deal(`Renewed ${'abcdefghijklmnopqrstuvwxyz'[at % 26]}${at} Works`)
    await sales.claims(summary.id, 'alder', 'resold')
    await sales.paper(summary.id, 'alder', { role: 'resale' })
    await sales.wins(summary.id)
    const [contract] = await w.sql<{ id: string }>('SELECT id FROM parley.contract WHERE deal_id = $1', [summary.id])
    const params = { id: contract!.id }
    const report = reports[at]
    if (report)
      await texts.sends(w.as('alder'), partnerRenewals.report, report, {
        params,
        body: (say) => ({ kind: 'report' as const, note: say('/note', long), happenedOn }),
      })
    const [signer, note] = [signers[at % signers.length]!, notes[at % notes.length]!]
    await texts.sends(w.as('manager'), staffRenewals.note, [...new Set([...signer, ...note])], {
      params,
      body: (say) => ({
        kind: 'letter' as const,
        note: say('/note', long, note),
        signerName: say('/signerName', undefined, signer),
        happenedOn,
      }),
    })
    contracts.push(params.id)
  }
  return contracts
}
