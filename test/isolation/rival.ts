import { lookAfterConflicts } from '@parley/api/jobs/look-after-conflicts'
import { dispatch } from '@parley/api/outbox/dispatch'
import { countSegments } from '@parley/api/segments/count-segments'
import { createUser } from '@parley/api/session/create-user'
import { sendDue } from '@parley/api/webhooks/send-due'
import { accounts } from '@parley/contract/routes/accounts'
import { apiKeys } from '@parley/contract/routes/api-keys'
import { partnerAttestations } from '@parley/contract/routes/attestations'
import { partnerConflicts, staffConflicts } from '@parley/contract/routes/conflicts'
import { partnerDesignations } from '@parley/contract/routes/designations'
import { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import { partnerEvidence } from '@parley/contract/routes/evidence'
import { partner } from '@parley/contract/routes/partner'
import { team } from '@parley/contract/routes/team'
import { viewAs } from '@parley/contract/routes/view-as'
import { partnerWebhooks } from '@parley/contract/routes/webhooks'
import { points } from '@parley/rules/points/points'
import { aDeal } from '../support/factories.ts'
import type { World } from '../support/open-world.ts'
import { partners, password } from '../support/program.ts'
import { earns } from './earnings.ts'
import { nobodys } from './knock.ts'
import { looksAfterCustomer } from './renewals.ts'
import { rowsOf } from './rows-of.ts'
import { stringsIn } from './strings.ts'

/** What nobody but Brightwater and the vendor's staff may ever read: strings, with the place where each is kept. */
export type Secrets = ReadonlyMap<string, string>

/** The tables of schema parley in which rows belong to a partner, by the column that says to which. */
export async function tablesOfPartners(w: World): Promise<string[]> {
  const rows = await w.sql<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'partner_id' AND NOT a.attisdropped
     WHERE c.relnamespace = 'parley'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`,
  )
  return rows.map(({ name }) => name)
}

/** Brightwater lives through all that a partner can: afterwards it has a row in every table that has partners' rows. */
export async function livesFully(w: World): Promise<void> {
  const seller = w.as('brightwater')
  const { accountsOfRival: names } = words
  await seller.does(partner.createDraft, {
    body: { form: { accountName: names.draft, note: words.draftNote } },
    key: words.key,
  })
  const deal = {
    contactName: words.contact,
    contactEmail: words.email,
    description: words.description,
    amountMinor: 7_654_321,
  }
  const protectedOne = await seller.registers(aDeal({ account: { name: names.won, domain: words.domain }, deal }))
  await seller.logsActivity(protectedOne.summary.id, { kind: 'demo', note: words.activity, happenedOn: '2026-11-02' })
  await seller.asksForExtension(protectedOne.summary.id, words.progress)
  await seller.does(partnerEvidence.attach, {
    params: { id: protectedOne.summary.id },
    body: { name: words.file, about: words.fileAbout, base64: Buffer.from(words.fileText).toString('base64') },
  })
  await isAskedAbout(w, protectedOne.summary.id)
  await isNamed(w, protectedOne.summary.id)
  const inReview = await seller.registers(
    aDeal({ account: { name: names.review }, deal: { ...deal, amountMinor: 91_234_567 } }),
  )
  await w.as('manager').asks(inReview.summary.id, words.question)
  await seller.answers(inReview.summary.id, { answer: words.answer })
  await w.as('delmar').registers(aDeal({ account: { name: names.review }, deal: { amountMinor: 90_000_000 } }))
  const withdrawn = await seller.registers(aDeal({ account: { name: names.withdrawn }, deal }))
  await seller.withdraws(withdrawn.summary.id, words.withdrawal)
  await isContested(w)
  await actsUnregistered(w)
  await runsItsCompany(w)
  const account = await w.has.account({ name: names.earned })
  await earns(w, 'brightwater', account, {
    note: words.claimNote,
    reason: words.disputeReason,
    answer: words.disputeAnswer,
  })
  await looksAfterCustomer(w, await w.has.account({ name: names.renewed }), {
    report: words.report,
    letter: words.leaving,
    signer: words.leaver,
  })
  await dispatch(w.env)
  await sendDue(w.env)
  await countSegments(w.env)
}

/** It asks before it acts, is asked for consent, asks for help, and the vendor acts in spite of an answer. */
async function isAskedAbout(w: World, registrationId: string): Promise<void> {
  const seller = w.as('brightwater')
  const rep = w.as('sales')
  const productFamily = 'backup'
  await seller.does(partnerEngagements.ask, {
    body: { company: words.askedAbout, verb: 'quote', productFamily, note: words.plan },
  })
  const of = { company: words.accountsOfRival.won, productFamily, note: words.vendorsPlan }
  const asked = await rep.does(staffEngagements.ask, { body: { ...of, verb: 'redirect' } })
  await seller.does(partnerEngagements.answer, {
    params: { id: asked.id },
    body: { answer: 'refused', reason: words.consentReason },
    ifMatch: asked.version,
  })
  const refused = await rep.does(staffEngagements.ask, { body: { ...of, verb: 'quote' } })
  await rep.does(staffEngagements.recordDeed, {
    params: { id: refused.id },
    body: { doneOn: '2026-11-02', reason: words.deedReason },
    ifMatch: refused.version,
  })
  await seller.does(partnerEngagements.askHelp, { params: { id: registrationId }, body: { wish: words.wish } })
}

/** It claims an account that another one claims too: a teaming is proposed, it isn't the one that leads, and it appeals. */
async function isContested(w: World): Promise<void> {
  const manager = w.as('manager')
  const account = { name: words.accountsOfRival.contested }
  const deal = { amountMinor: 81_234_567 }
  const { summary } = await w.as('brightwater').registers(aDeal({ account, deal }))
  const rival = await w.as('delmar').registers(aDeal({ account, deal: { amountMinor: 70_000_000 } }))
  await w.as('brightwater').does(partnerConflicts.offerTeaming, {
    params: { id: summary.id },
    body: { role: 'implemented', leastShareBps: 3_456, note: words.offerNote },
  })
  const offer = { role: 'implemented' as const, leastShareBps: 6_000 }
  await w.as('delmar').does(partnerConflicts.offerTeaming, { params: { id: rival.summary.id }, body: offer })
  const shares = { role: 'resold' as const, shareBps: 5_000 }
  await manager.does(staffConflicts.proposeTeaming, {
    body: { members: [summary.id, rival.summary.id].map((registrationId) => ({ registrationId, ...shares })) },
  })
  const accountId = (await manager.inspects(summary.id)).matchedAccount.id
  const { items } = await manager.does(accounts.listConflicts, { query: { accountId } })
  const params = { id: items[0]!.id }
  const found = await manager.does(staffConflicts.get, { params })
  const leadClaimId = found.claims.find(({ name }) => name.startsWith('Delmar'))!.id
  await manager.does(staffConflicts.award, {
    params,
    body: {
      ...{ result: 'lead', leadClaimId, wordingForLead: 'You lead this account from now on.' },
      ...{ wordingForOthers: words.awardWording, reason: words.awardReason },
    },
    ifMatch: found.version,
  })
  await w
    .as('brightwater')
    .does(partnerConflicts.appeal, { params: { id: summary.id }, body: { grounds: words.grounds } })
}

/** It makes an offer where another one has registered, and has an interest there by that. */
async function actsUnregistered(w: World): Promise<void> {
  // Delmar knows it, too.
  const company = 'Lapwing Chandlery'
  await w.as('delmar').registers(aDeal({ account: { name: company }, deal: { amountMinor: 70_000_000 } }))
  await w
    .as('brightwater')
    .does(partnerEngagements.ask, { body: { company, verb: 'quote', productFamily: 'backup', country: 'US' } })
  await lookAfterConflicts(w.env)
  const met = await w.sql('SELECT FROM parley.conflict_engagement WHERE partner_id = $1', [partners.brightwater.id])
  if (met.length === 0) throw new Error('It has met nobody at Lapwing Chandlery.')
}

/** A customer names it, another customer of its names somebody else, and it hands a third a link. */
async function isNamed(w: World, registrationId: string): Promise<void> {
  const seller = w.as('brightwater')
  const { namedByLetter: letter, accountsOfRival } = words
  // Delmar knows it, too: its name is no secret of Brightwater’s.
  const contested = 'Nightingale Cartwrights'
  await seller.registers(aDeal({ account: { name: contested } }))
  const said = (file: string) => ({
    ...{ form: 'letterhead' as const, signer: 'authorized' as const, signedOn: '2026-11-02' },
    ...{ signerName: letter.signer, signerTitle: letter.title, note: letter.note },
    file: { name: file, base64: Buffer.from(letter.text).toString('base64') },
  })
  await seller.does(partnerDesignations.bring, {
    body: { company: accountsOfRival.named, productFamilies: ['analytics'], ...said(letter.file) },
  })
  const others = {
    form: 'letterhead',
    signer: 'authorized',
    signedOn: '2026-11-02',
    signerName: 'Dana Whitfield',
  } as const
  await w.as('delmar').does(partnerDesignations.bring, {
    body: {
      ...{ company: contested, productFamilies: ['backup'], ...others },
      file: { name: 'Letter.txt', base64: Buffer.from('They represent us.').toString('base64') },
    },
  })
  const [told] = (await seller.does(partnerDesignations.notices, { query: {} })).items
  await seller.does(partnerDesignations.rescind, {
    params: { id: told!.id },
    body: said(letter.takenBack),
    ifMatch: told!.version,
  })
  await seller.does(partnerAttestations.make, { body: { registrationId, productFamilies: ['backup'], days: 30 } })
}

/** Its admin invites, makes a key and an endpoint, and is looked at by the vendor. */
async function runsItsCompany(w: World): Promise<void> {
  const person = {
    email: words.adminEmail,
    name: words.admin,
    role: 'partnerAdmin' as const,
    partner: 'brightwater' as const,
  }
  const adminId = await createUser(w.env, { ...person, password, partnerId: partners.brightwater.id })
  const admin = w.person(person)
  const invited = { email: words.invitedEmail, name: words.invited, role: 'partnerSeller' as const }
  await admin.does(team.invite, { body: invited, key: 'brightwaters-own-key-0002' })
  await admin.does(apiKeys.createOwn, {
    body: { name: words.keyName, scope: 'read', days: 30 },
    key: 'brightwaters-own-key-0003',
  })
  await admin.does(partnerWebhooks.create, {
    body: { url: words.hook, description: words.hookNote, topics: ['registration.decided', 'registration.withdrawn'] },
  })
  await w.as('manager').does(viewAs.start, { body: { userId: adminId, reason: words.viewReason } })
  // Something happens while its endpoint listens.
  const last = await w.as('brightwater').registers(aDeal({ account: { name: words.accountsOfRival.told } }))
  await w.as('brightwater').withdraws(last.summary.id, words.withdrawal)
}

/** Words that occur nowhere else, so that finding one in an answer means that it came from Brightwater. */
export const words = {
  accountsOfRival: {
    draft: 'Quillfeather Draftworks',
    won: 'Zephyrine Quarries',
    review: 'Marrowgate Ferries',
    withdrawn: 'Ondurman Tanneries',
    told: 'Pelargonium Glassworks',
    earned: 'Xanthippe Shipwrights',
    renewed: 'Thistledown Observatories',
    named: 'Wolframite Bellfoundry',
    contested: 'Hollyhock Semaphores',
  },
  domain: 'zephyrine-quarries.example',
  contact: 'Philippa Nightjar',
  email: 'philippa.nightjar@zephyrine-quarries.example',
  description:
    'Vermilion tape silos of the quarry are to be replaced before the spring thaw; their works council decides in January.',
  draftNote: 'Cinnabar memorandum of Bea',
  activity: 'Walked the cobalt gallery with their foreman',
  progress: 'Their ochre committee met twice and asks for one more quarter to sign.',
  question: 'Who signs for the saffron ferries at the ministry?',
  answer: 'The umber secretary signs for the ferries.',
  withdrawal: 'The tanneries chose the indigo way',
  key: 'brightwaters-own-key-0001',
  admin: 'Bartholomew Quince',
  adminEmail: 'bartholomew.quince@brightwater.example',
  invited: 'Wilhelmina Yarrow',
  invitedEmail: 'wilhelmina.yarrow@brightwater.example',
  keyName: 'Turquoise ledger machine',
  hook: 'https://nowhere.brightwater.example/viridian',
  hookNote: 'Amaranth receiver in their cellar',
  file: 'Gamboge minutes.txt',
  fileAbout: 'Minutes of the gamboge meeting',
  fileText: 'The alabaster board agreed to buy in March.',
  claimNote: 'The magenta foreman vouches for the cerulean trial',
  report: 'Their new dome is painted in viridian next summer',
  leaving: 'From the puce term on we would like another partner',
  leaver: 'Ottoline Farthing, dean of the observatory',
  disputeReason: 'The carmine dockyard order was left out of the base.',
  disputeAnswer: 'The carmine dockyard order belongs to it, and we add its share.',
  askedAbout: 'Verdigris Lanternworks',
  plan: 'We bring them the celadon trial next week',
  vendorsPlan: 'Chartreuse appliances first, the silos later',
  offerNote: 'Our saffron riggers know the semaphore by heart',
  awardWording: 'The gamboge semaphore trial was another’s, so you don’t lead.',
  awardReason: 'The burgundy signalman told us on the phone whose trial it was',
  grounds: 'The trial in the ultramarine signal box was ours, as their log says',
  namedByLetter: {
    signer: 'Thaddeus Ploughwright',
    title: 'Keeper of the tourmaline belfry',
    note: 'Their jacaranda committee signed it twice',
    file: 'Tourmaline letter.txt',
    takenBack: 'Obsidian letter.txt',
    text: 'The jacaranda belfry has chosen its people.',
  },
  consentReason: 'The carmine foreman asked us to wait',
  deedReason: 'The maroon board met before anybody could be reached',
  wish: 'An engineer for the periwinkle workshop, please',
  viewReason: 'They called about the heliotrope list and see nothing.',
}

/** Values that say nothing of anybody: states, kinds, numbers, and what everybody's rows have. */
const ordinary = /^(.{0,5}|[a-z][A-Za-z.]+|\d+|true|false|-?\d+ .*|\d{4}-\d\d-\d\d.*|[A-Z][a-z]+ \d{1,2}, \d{4})$/s

/** Every string in Brightwater's rows, those of its people's sign-in among them, that nobody else's and the program's don't have too. */
export async function secretsOf(w: World): Promise<Secrets> {
  const found = new Map<string, string>()
  const { id } = partners.brightwater
  const mine = [
    ...(await tablesOfPartners(w)).map((table) => `parley.${table}`),
    'auth."user"',
    'auth.session',
    'auth.account',
  ]
  for (const { table, row } of await rowsOf(w, id)) {
    if (!mine.includes(table) || (table.startsWith('parley.') && row.partner_id !== id)) continue
    for (const [column, value] of Object.entries(row))
      for (const text of stringsIn(value))
        if (!found.has(text) || column === 'id') found.set(text, `${table.replace(/^parley\./, '')}.${column}`)
  }
  found.set(id, 'partner.id').set(partners.brightwater.name, 'partner.name')
  for (const text of await sharedStrings(w)) found.delete(text)
  for (const text of found.keys()) if (ordinary.test(text)) found.delete(text)
  found.delete(nobodys)
  return found
}

/** What stands in another partner's rows too, and so tells nothing. */
async function sharedStrings(w: World): Promise<Set<string>> {
  const shared = new Set<string>()
  for (const table of await tablesOfPartners(w)) {
    const rows = await w.sql<{ row: unknown }>(
      `SELECT to_jsonb(t) AS row FROM parley.${table} t WHERE partner_id <> $1`,
      [partners.brightwater.id],
    )
    for (const { row } of rows) for (const text of stringsIn(row)) shared.add(text)
  }
  // What decision points call their outcomes stands on everybody's screen.
  for (const text of stringsIn(points)) shared.add(text)
  const policies = await w.sql<{ document: unknown }>('SELECT document FROM parley.policy_version')
  for (const { document } of policies) for (const text of stringsIn(document)) shared.add(text)
  const people = await w.sql<{ row: unknown }>(
    `SELECT to_jsonb(u) AS row FROM auth."user" u WHERE "partnerId" IS DISTINCT FROM $1
     UNION ALL SELECT to_jsonb(s) FROM auth.session s JOIN auth."user" u ON u.id = s."userId" WHERE u."partnerId" IS DISTINCT FROM $1
     UNION ALL SELECT to_jsonb(a) FROM auth.account a JOIN auth."user" u ON u.id = a."userId" WHERE u."partnerId" IS DISTINCT FROM $1`,
    [partners.brightwater.id],
  )
  for (const { row } of people) for (const text of stringsIn(row)) shared.add(text)
  const families = await w.sql<{ id: string; name: string }>('SELECT id, name FROM parley.product_family')
  for (const family of families) for (const text of Object.values(family)) shared.add(text)
  return shared
}

/** Which secrets a text holds, with where each comes from; as JSON writes them too. */
export function secretsIn(text: string, secrets: Secrets): string[] {
  const held: string[] = []
  for (const [secret, place] of secrets)
    if (text.includes(secret) || text.includes(JSON.stringify(secret).slice(1, -1))) held.push(`${secret} (${place})`)
  return held
}
