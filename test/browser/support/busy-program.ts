import { findDuplicates } from '@parley/api/accounts/duplicates/find-duplicates'
import { dispatch } from '@parley/api/outbox/dispatch'
import type { AccountForm } from '@parley/contract/accounts'
import { accounts } from '@parley/contract/routes/accounts'
import { partnerEvidence } from '@parley/contract/routes/evidence'
import { partner } from '@parley/contract/routes/partner'
import { aDeal } from '../../support/factories.ts'
import type { World } from '../../support/open-world.ts'
import { shorterDescriptions } from '../../support/policy-edits.ts'
import { fillImports } from './busy-imports.ts'
import { fillWebhooks } from './busy-webhooks.ts'
import { fillConflicts } from './conflict-screens.ts'
import { fillDealScreens } from './deal-screens.ts'
import { fillLetters } from './letter-screens.ts'
import { fillMayI } from './may-i-screens.ts'
import { fillRenewalScreens } from './renewal-screens.ts'
import { fillTeam } from './team-screens.ts'
import { nameThatIsUnsure, tamaracks } from './unsure.ts'

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
  await fillEvidence(w, approved.summary.id)
  await w.as('brightwater').registers(aDeal({ account: { name: 'Canyon State Utilities' } }))
  await alder.registers(aDeal({ account: { name: 'Canyon State Utilities' } }))
  await alder.registers(aDeal({ account: { name: 'Large Works' }, deal: { amountMinor: 123_456_789_00 } }))
  await alder.registers(aDeal({ account: { name: 'Bay Mills' }, deal: { meetingsHeld: 0 } }))
  const small = await w.as('corvane').registers(aDeal({ account: { name: 'Large Works' }, productFamily: 'analytics' }))
  await w.as('corvane').withdraws(small.summary.id, 'The customer bought elsewhere.')
  await w.as('delmar').registers(aDeal({ account: { name: 'Orchard Foods' }, deal: { amountMinor: 70_000_000 } }))
  const form = { accountName: 'Prairie Grain Co-operative', country: 'US', productFamily: 'backup', amount: '9,000' }
  await alder.does(partner.createDraft, { body: { form: { ...form, kind: 'new' } } })

  await w.sql(
    `INSERT INTO auth.verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
     SELECT gen_random_uuid(), 'password-reset:' || encode(sha256('a-token'), 'hex'), u.id, '2100-01-01', now(), now()
     FROM auth."user" u WHERE u.email = $1`,
    [w.as('alder').person!.email],
  )
  await fillWhoIsWho(w)
  await fillFamily(w)
  await fillImports(w)
  await fillMayI(w)
  await fillConflicts(w)
  await fillLetters(w)

  const { policies } = w.as('editor')
  await policies.submits(shorterDescriptions)
  const draft = await policies.startsDraft()
  await policies.saves(draft, { document: laterAndContradicting(draft.document), cases: draft.cases })
  const broken = await policies.startsDraft(undefined, 'protection')
  await policies.saves(broken, { document: broken.document.replace('"fact": "', '"fact": "no.'), cases: broken.cases })
  await fillTeam(w)
  await fillWebhooks(w)
  await fillDelivery(w)
  await fillDealScreens(w)
  await fillRenewalScreens(w)
}

/** Two files that count, one with a name as cameras and scanners make them, and one that was withdrawn. */
async function fillEvidence(w: World, id: string): Promise<void> {
  const alder = w.as('alder')
  const attaches = (name: string, about: string) => {
    const base64 = Buffer.from(`${name}: the budget is agreed.`).toString('base64')
    return alder.does(partnerEvidence.attach, { params: { id }, body: { name, about, base64 } })
  }
  await attaches('Minutes of 2 November.txt', 'The head of IT was there, and agreed to the budget in writing.')
  await attaches(`${'Besprechungsprotokoll_Rahmenvertrag_'.repeat(3)}final_v2.txt`, '')
  const wrong = await attaches('Another customer.txt', 'Attached by mistake.')
  await alder.does(partnerEvidence.withdraw, { params: { id: wrong.id } })
}

/** Everything was told; of the e-mails one was refused, and the others wait for a mail server. */
async function fillDelivery(w: World): Promise<void> {
  await dispatch(w.env)
  await w.sql(
    `UPDATE parley.email SET attempts = 3, given_up_at = created_at, last_error = 'The mail server said: 550 No such user here'
     WHERE id = (SELECT id FROM parley.email ORDER BY seq LIMIT 1)`,
  )
}

/** Two records that may be one, two that became one with a protection each, and a customer of whom nobody is sure. */
async function fillWhoIsWho(w: World): Promise<void> {
  await w.has.account({ name: 'Tamarack Paper Mills LLC' })
  await w.has.account({ name: 'Tamarack Paper', domain: 'tamarack.com' })
  const clinics = [
    { name: 'Fernhill Clinics', domain: 'fernhill.com', city: 'Denver' },
    { name: 'Fernhill Clinics Group Inc.', domain: 'fernhill-clinics.com', city: 'Denver' },
  ]
  const [keptId, absorbedId] = [await w.has.account(clinics[0]!), await w.has.account(clinics[1]!)]
  await w.as('alder').registers(aDeal({ account: clinics[0]! }))
  await w.as('brightwater').registers(aDeal({ account: clinics[1]! }))
  await findDuplicates(w.env)
  const body = { keptId, absorbedId, reason: 'Both names stand under one register number.' }
  await w.as('manager').does(accounts.mergeAccounts, { body })
  await w.as('corvane').registers(aDeal({ account: { name: await nameThatIsUnsure(w, tamaracks) } }))
}

/** A family over three steps; the one in the middle is known by other names, one of them written from right to left. */
async function fillFamily(w: World): Promise<void> {
  const manager = w.as('manager')
  const blank = { domain: null, country: 'DE', city: null, taxId: null, designation: 'open', relation: null } as const
  const adds = async (form: Partial<AccountForm> & { name: string }) => {
    const body = { ...blank, parentId: null, ...form }
    return (await manager.does(accounts.createAccount, { body })).summary.id
  }
  const top = await adds({ name: 'Rheinauer Holding AG', designation: 'named', city: 'Köln' })
  const domain = 'https://www.rheinauer-parley.de/'
  const middle = await adds({ name: 'Rheinauer Werke GmbH', domain, parentId: top, relation: 'subsidiary' })
  await adds({
    name: 'Niederlassung Düren',
    domain: 'rheinauer-dueren-parley.de',
    parentId: middle,
    relation: 'branch',
  })
  for (const alias of [
    { name: 'مصانع راينهاور', kind: 'translated', source: 'Their letter' },
    { name: 'Vereinigte Rheinauer Maschinenwerke Aktiengesellschaft', kind: 'former', source: 'Commercial register' },
  ] as const)
    await manager.does(accounts.addAlias, { params: { id: middle }, body: alias })
  const further = { domain: 'rheinauer-parley.com', source: 'Their e-mails' }
  await manager.does(accounts.addDomain, { params: { id: middle }, body: further })
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
