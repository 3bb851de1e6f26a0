import { partnerDesignations, staffDesignations } from '@parley/contract/routes/designations'
import { aDeal } from '../../support/factories.ts'
import { aFile, letters } from '../../support/letters.ts'
import type { World } from '../../support/open-world.ts'
import { partners } from '../../support/program.ts'
import type { HostileTexts } from './hostile-texts.ts'

const productFamilies = ['backup']
/** Fewer than a company is answered in an hour: a letter looks for its company. */
const mostAnHour = 30
/** So many come in for a company that isn't said: what is typed of it stays to be seen. */
const ofNobody = 4
const fixed = { form: 'letterhead' as const, signer: 'authorized' as const }

/** Letters with payloads in who signed, in what is said of them and in what they are called; checked, taken back and decided. Ends in their ids, and in the notices to Alder. */
export async function fillLetters(
  w: World,
  texts: HostileTexts,
): Promise<{ ofAlder: string[]; ofOthers: string[]; told: string[] }> {
  const [alder, manager] = [w.as('alder'), w.as('manager')]
  const l = letters(w)
  const signedOn = w.now().toISOString().slice(0, 10)
  const { base64 } = aFile()
  const said = (say: (pointer: string, frame?: (text: string) => string) => string) => ({
    ...{ ...fixed, signedOn, signerName: say('/signerName'), signerTitle: say('/signerTitle'), note: say('/note') },
    file: { name: say('/file/name', (text) => `${text}.txt`), base64 },
  })
  /** Each payload goes one way and the other. */
  const twice = [...texts.payloads, ...texts.payloads]
  const isSecond = (at: number) => at >= texts.payloads.length
  const ofAlder: string[] = []
  const ofOthers: string[] = []
  for (const { n } of texts.payloads) {
    const { id } = await texts.sends(alder, partnerDesignations.bring, [n], {
      body: (say) => ({ company: say('/company'), productFamilies, ...said(say) }),
    })
    ofAlder.push(id)
    if (n % mostAnHour === 0) w.travelTo(new Date(w.now().getTime() + 3_600_000).toISOString())
  }
  for (const { n } of texts.payloads.slice(0, ofNobody)) {
    const { id } = await texts.sends(manager, staffDesignations.bring, [n], {
      body: (say) => ({
        company: say('/company', (text) => `Quillfeather ${n} ${text}`),
        partnerId: partners.corvane.id,
        productFamilies,
        ...said(say),
      }),
    })
    ofOthers.push(id)
  }
  const { summary } = await alder.registers(aDeal({ account: { name: 'Penhaligon Clockmakers' } }))
  const accountId = await l.accountOf(summary.id)
  for (const [at, { n }] of twice.entries()) {
    const { id } = await texts.sends(manager, staffDesignations.bring, [n], {
      body: (say) => ({
        ...{ company: say('/company'), accountId, partnerId: partners.brightwater.id, productFamilies },
        ...said(say),
      }),
    })
    ofOthers.push(id)
    const before = await l.reads(id)
    const checked = await texts.sends(manager, staffDesignations.check, [n], {
      params: { id },
      ifMatch: before.version,
      body: (say) => ({
        ...{ isGenuine: true, signer: 'authorized' as const, how: 'call' as const },
        ...{ spokeWith: say('/spokeWith'), note: say('/note') },
      }),
    })
    const [{ id: designation } = { id: '' }] = checked.designations
    if (isSecond(at) !== (n % 2 === 0)) {
      await texts.sends(manager, staffDesignations.rescind, [n], {
        params: { id: designation },
        ifMatch: checked.version,
        body: said,
      })
    } else {
      const told = (await l.isTold('alder')).find(({ state, can }) => state === 'open' && can.bring.ok)
      if (told)
        await texts.sends(alder, partnerDesignations.rescind, [n], {
          params: { id: told.id },
          ifMatch: told.version,
          body: said,
        })
    }
    w.travelTo(new Date(w.now().getTime() + 1000).toISOString())
  }
  const free = await w.has.account({ name: 'Trewhiddle Lantern Company', designation: 'named' })
  for (const [at, { n }] of twice.entries()) {
    const waits = isSecond(at) === (n % 2 === 0)
    const letter = await l.enters('corvane', 'Trewhiddle Lantern Company', { accountId: free, waivesWait: !waits })
    ofOthers.push(letter.id)
    const params = { id: letter.designations[0]!.id }
    if (!waits)
      await texts.sends(manager, staffDesignations.waive, [n], {
        params,
        ifMatch: letter.version,
        body: (say) => ({ reason: say('/reason') }),
      })
    const { version, designations } = await l.reads(letter.id)
    if (designations[0]!.can.decide.ok)
      await texts.sends(manager, staffDesignations.decide, [n], {
        params,
        ifMatch: version,
        body: (say) => ({
          outcome: 'notAccepted' as const,
          reason: say('/reason'),
          wording: say('/wording'),
        }),
      })
  }
  const told = (await l.isTold('alder')).map(({ id }) => id)
  return { ofAlder, ofOthers, told }
}
