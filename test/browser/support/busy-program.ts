import { partner } from '@parley/contract/routes/partner'
import { aDeal } from '../../support/factories.ts'
import type { World } from '../../support/open-world.ts'
import { shorterDescriptions } from '../../support/policy-edits.ts'

/** A name as the world has them: a screen must hold it at 360 px. */
const longName = 'Rheinisch-Westfälische Elektrizitätswerke Beteiligungsgesellschaft mbH & Co. KG'

/** Something on every screen of both apps: registrations in all states, a policy in waiting, drafts. Alder sees most of it. */
export async function fillScreens(w: World): Promise<void> {
  const alder = w.as('alder')
  const approved = await alder.registers(aDeal({ account: { name: longName, domain: 'rwe-beteiligung.example' } }))
  await alder.logsActivity(approved.summary.id, {
    kind: 'meeting',
    note: 'Met the head of IT; the budget is agreed.',
    happenedOn: '2026-11-02',
  })
  await w.as('brightwater').registers(aDeal({ account: { name: 'Canyon State Utilities' } }))
  await alder.registers(aDeal({ account: { name: 'Canyon State Utilities' } }))
  await alder.registers(aDeal({ account: { name: 'Large Works' }, deal: { amountMinor: 123_456_789_00 } }))
  await alder.registers(aDeal({ account: { name: 'Bay Mills' }, deal: { meetingsHeld: 0 } }))
  const small = await w.as('corvane').registers(aDeal({ account: { name: 'Large Works' }, productFamily: 'analytics' }))
  await w.as('corvane').withdraws(small.summary.id, 'The customer bought elsewhere.')
  await w.as('delmar').registers(aDeal({ account: { name: 'Orchard Foods' }, deal: { amountMinor: 70_000_000 } }))
  const form = { accountName: 'Prairie Grain Co-operative', country: 'US', productFamily: 'backup', amount: '9,000' }
  await alder.does(partner.createDraft, { body: { form: { ...form, kind: 'new' } } })

  const { policies } = w.as('editor')
  await policies.submits(shorterDescriptions)
  const draft = await policies.startsDraft()
  await policies.saves(draft, { document: laterAndContradicting(draft.document), cases: draft.cases })
  const broken = await policies.startsDraft(undefined, 'protection')
  await policies.saves(broken, { document: broken.document.replace('"fact": "', '"fact": "no.'), cases: broken.cases })
}

/** A longer time before the close, more money, and an approval that weighs as much as a refusal: something for every panel. */
function laterAndContradicting(document: string): string {
  const policy = JSON.parse(document) as {
    parameters: Record<string, { value: unknown }>
    rules: { id: string; priority: number }[]
  }
  const ruleOf = (id: string) => policy.rules.find((rule) => rule.id === id)!
  policy.parameters.maximumDaysBeforeClose!.value = 540
  policy.parameters.minimumAmountMinor!.value = 5_000_000
  ruleOf('approved-for-gold').priority = ruleOf('deal-below-minimum').priority
  return JSON.stringify(policy, null, 2)
}
