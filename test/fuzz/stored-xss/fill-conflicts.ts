import { partnerConflicts, staffConflicts } from '@parley/contract/routes/conflicts'
import { conflictsIn } from '../../support/conflicts.ts'
import type { World } from '../../support/open-world.ts'
import type { HostileTexts } from './hostile-texts.ts'

const names = ['Ptarmigan', 'Capercaillie', 'Fieldfare', 'Dotterel', 'Nightingale', 'Turnstone', 'Sanderling', 'Godwit']

/** Cases of Alder against the vendor's own team, with payloads in what is said, shown, decided, appealed and answered. */
export async function fillConflicts(
  w: World,
  texts: HostileTexts,
): Promise<{ cases: string[]; registrations: string[] }> {
  const c = conflictsIn(w)
  const alder = w.as('alder')
  const rep = w.as('sales')
  const manager = w.as('manager')
  const [judge, other] = [await c.anotherManager('Judge Of Texts'), await c.anotherManager('Other Judge Of Texts')]
  const groups = (field: string, room = 0) => texts.groups(field, room)
  const said = groups('sayFactOfClaim /reason')
  const shown = groups('attachEvidenceToConflict /name', 12)
  const awarded = groups('awardConflict /wordingForOthers')
  const offered = groups('offerTeaming /note')
  const appealed = groups('fileAppeal /grounds')
  const answered = groups('answerAppeal /wording')
  const rounds = Math.max(...[said, shown, offered, awarded, appealed, answered].map(({ length }) => length))
  const of = (all: number[][], round: number) => all[round % all.length]!
  const made = { cases: [] as string[], registrations: [] as string[] }
  for (let round = 0; round <= rounds; round++) {
    // Whoever leads beside others reads what whoever leads is told; and has nothing to appeal.
    const isBeside = round === rounds
    const name = `${names[round % names.length]} ${['Kilns', 'Weavers', 'Chandlers', 'Coopers'][Math.floor(round / names.length) % 4]}`
    const accountId = await w.has.account({ name })
    await w.has.directOpportunity({
      accountId,
      productFamily: 'backup',
      ownerName: 'Nobody Here',
      lastContactOn: '2026-10-28',
    })
    const { summary } = await alder.registers(c.at(name))
    const id = await c.caseOf(summary.id)
    await texts.sends(alder, partnerConflicts.offerTeaming, of(offered, round), {
      params: { id: summary.id },
      body: (say) => ({ role: 'resold' as const, leastShareBps: 4_000, note: say('/note') }),
    })
    await texts.sends(rep, staffConflicts.attach, of(shown, round), {
      params: { id },
      body: (say) => ({
        name: say('/name', (text) => `${text}.txt`),
        about: say('/about'),
        ...{ shows: 'meeting' as const, shownOn: '2026-10-28', withWhom: say('/withWhom') },
        base64: Buffer.from(`visit ${round}`).toString('base64'),
      }),
    })
    const found = await c.opens(id)
    const own = c.claimNamed(found, 'own sales team').id
    const told = await texts.sends(manager, staffConflicts.say, of(said, round), {
      params: { id, claimId: own },
      ifMatch: found.version,
      body: (say) => ({ fact: 'claim.sourced', value: true, reason: say('/reason', (text) => text) }),
    })
    await texts.sends(judge, staffConflicts.award, of(awarded, round), {
      params: { id },
      ifMatch: told.version,
      body: (say) => ({
        ...(isBeside
          ? { result: 'sideBySide' as const, protectionDays: 90 }
          : { result: 'lead' as const, leadClaimId: own }),
        wordingForLead: say('/wordingForLead'),
        wordingForOthers: say('/wordingForOthers'),
        reason: say('/reason'),
      }),
    })
    made.cases.push(id)
    made.registrations.push(summary.id)
    if (isBeside) continue
    await texts.sends(alder, partnerConflicts.appeal, of(appealed, round), {
      params: { id: summary.id },
      body: (say) => ({ grounds: say('/grounds') }),
    })
    const again = await c.opens(id)
    const appeal = c.claimNamed(again, 'Alder').appeal!
    await texts.sends(other, staffConflicts.answerAppeal, of(answered, round), {
      params: { id, appealId: appeal.id },
      ifMatch: again.version,
      body: (say) => ({
        isUpheld: true,
        wording: say('/wording'),
        wordingForOthers: say('/wordingForOthers'),
        reason: say('/reason'),
      }),
    })
    await alder.withdraws(summary.id)
  }
  return made
}
