import { makeAsPartner } from '../attestations/make-attestation.ts'
import { ensureSigningKey, keyBox } from '../attestations/signing-keys.ts'
import { bringAsPartner } from '../designations/bring-letter.ts'
import { checkLetter } from '../designations/check-letter.ts'
import { lookAfterDesignations } from '../jobs/look-after-designations.ts'
import { addDays, dayOf } from '../vendor-days.ts'
import { cast, type Partner, staff } from './cast.ts'
import { accountId, type KnownAccount, known, type Organisation, organisationOf } from './market.ts'
import type { Stage } from './stage.ts'

/** Customers that name their representative: one letter counts, one waits for the present lead, and a link says who leads. */
export function cueLetters(stage: Stage, organisations: readonly Organisation[]): void {
  const { brightwater, alderFinch, delmar } = cast
  const brings = (partner: Partner, account: KnownAccount, productFamily: string, signer: readonly [string, string]) =>
    stage.as(partner.people[0]!, partner.id, (ctx) =>
      bringAsPartner(ctx, {
        ...{ company: organisationOf(organisations, account).name, productFamilies: [productFamily] },
        ...{ form: 'letterhead', signer: 'authorized', namesOthersToo: false, waivesWait: false },
        ...{
          signerName: signer[0],
          signerTitle: signer[1],
          signedOn: addDays(dayOf(ctx.now, ctx.vendor.timeZone), -1),
        },
        file: { name: 'Letter.txt', base64: Buffer.from(letterOf(partner.name, signer)).toString('base64') },
      }),
    )
  const checks = (id: string, version: number, spokeWith: string) =>
    stage.as(staff.manager, null, (ctx) =>
      checkLetter(ctx, {
        ...{ id, ifMatch: version, isGenuine: true, signer: 'authorized', how: 'call', customerTold: true },
        ...{ spokeWith, note: 'Called the number of our own records.' },
      }),
    )
  const at = (days: number, hour: number, run: () => Promise<unknown>) =>
    stage.cue(stage.atWork(days, hour), async () => {
      await run()
    })
  at(-24, 10, async () => {
    const { id, version } = await brings(alderFinch, 'omnicom', 'network-security', [
      'Renata Osei',
      'Head of Procurement',
    ])
    await checks(id, version, 'Renata Osei, at their switchboard')
  })
  // Brightwater leads here; Delmar is named, and the days of the lead aren't over.
  at(-2, 11, async () => {
    const { id, version } = await brings(delmar, 'genuineParts', 'backup', [
      'Walter Reyes',
      'Director of Infrastructure',
    ])
    await checks(id, version, 'Walter Reyes')
  })
  at(-1, 9, () => brings(brightwater, 'vishay', 'network-security', ['Jun Takeda', 'Chief Information Officer']))
  for (const days of [-23, -20, -16, -12, -8, -4, -1]) at(days, 7, () => lookAfterDesignations(stage.env))
  at(-6, 12, () => makesLink(stage))
}

/** Brightwater hands Genuine Parts a link. */
async function makesLink(stage: Stage): Promise<void> {
  const { brightwater } = cast
  const [led] = await stage.asSystem(({ tx }) =>
    tx.query<{ id: string }>(
      `SELECT id FROM registration WHERE partner_id = $1 AND account_id = $2 AND product_family = 'backup' AND status = 'approved'`,
      [brightwater.id, accountId(known.genuineParts)],
    ),
  )
  if (!led) return
  await ensureSigningKey(stage.env)
  await stage.as(brightwater.people[0]!, brightwater.id, (ctx) =>
    makeAsPartner(ctx, keyBox(stage.env), { registrationId: led.id, productFamilies: ['backup'], days: 60 }),
  )
}

const letterOf = (partner: string, [name, title]: readonly [string, string]) =>
  `To Northwind Systems\n\nWe have chosen ${partner} as our representative. Please speak with them from now on.\n\n${name}\n${title}\n`
