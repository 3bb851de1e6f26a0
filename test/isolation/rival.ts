import { dispatch } from '@parley/api/outbox/dispatch'
import { createUser } from '@parley/api/session/create-user'
import { sendDue } from '@parley/api/webhooks/send-due'
import { apiKeys } from '@parley/contract/routes/api-keys'
import { partnerEvidence } from '@parley/contract/routes/evidence'
import { partner } from '@parley/contract/routes/partner'
import { team } from '@parley/contract/routes/team'
import { viewAs } from '@parley/contract/routes/view-as'
import { partnerWebhooks } from '@parley/contract/routes/webhooks'
import { aDeal } from '../support/factories.ts'
import type { World } from '../support/open-world.ts'
import { partners, password } from '../support/program.ts'
import { nobodys } from './knock.ts'

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
  const inReview = await seller.registers(
    aDeal({ account: { name: names.review }, deal: { ...deal, amountMinor: 91_234_567 } }),
  )
  await w.as('manager').asks(inReview.summary.id, words.question)
  await seller.answers(inReview.summary.id, { answer: words.answer })
  await w.as('delmar').registers(aDeal({ account: { name: names.review }, deal: { amountMinor: 90_000_000 } }))
  const withdrawn = await seller.registers(aDeal({ account: { name: names.withdrawn }, deal }))
  await seller.withdraws(withdrawn.summary.id, words.withdrawal)
  await runsItsCompany(w)
  await dispatch(w.env)
  await sendDue(w.env)
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
  viewReason: 'They called about the heliotrope list and see nothing.',
}

/** Values that say nothing of anybody: states, kinds, numbers, and what everybody's rows have. */
const ordinary = /^(.{0,5}|[a-z][A-Za-z.]+|\d+|true|false|-?\d+ .*|\d{4}-\d\d-\d\d.*)$/s

/** Every string in Brightwater's rows that Alder's and the program's don't have too, and its people. */
export async function secretsOf(w: World): Promise<Secrets> {
  const found = new Map<string, string>()
  const { id } = partners.brightwater
  for (const table of await tablesOfPartners(w)) {
    const rows = await w.sql<{ row: Record<string, unknown> }>(
      `SELECT to_jsonb(t) AS row FROM parley.${table} t WHERE partner_id = $1`,
      [id],
    )
    for (const { row } of rows)
      for (const [column, value] of Object.entries(row))
        for (const text of stringsIn(value))
          if (!found.has(text) || column === 'id') found.set(text, `${table}.${column}`)
  }
  found.set(id, 'partner.id').set(partners.brightwater.name, 'partner.name')
  const people = await w.sql<{ id: string; name: string; email: string }>(
    'SELECT id, name, email FROM auth."user" WHERE "partnerId" = $1',
    [id],
  )
  for (const person of people) for (const [column, text] of Object.entries(person)) found.set(text, `user.${column}`)
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
  const policies = await w.sql<{ document: unknown }>('SELECT document FROM parley.policy_version')
  for (const { document } of policies) for (const text of stringsIn(document)) shared.add(text)
  const staff = await w.sql<{ id: string; name: string; email: string }>(
    'SELECT id, name, email FROM auth."user" WHERE "partnerId" IS NULL',
  )
  for (const person of staff) for (const text of Object.values(person)) shared.add(text)
  const families = await w.sql<{ id: string; name: string }>('SELECT id, name FROM parley.product_family')
  for (const family of families) for (const text of Object.values(family)) shared.add(text)
  return shared
}

export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    if (value.length > 2 && /^[[{]/.test(value)) {
      try {
        return [value, ...stringsIn(JSON.parse(value))]
      } catch {
        return [value]
      }
    }
    return [value]
  }
  if (Array.isArray(value)) return value.flatMap(stringsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(stringsIn)
}

/** Which secrets a text holds, with where each comes from; as JSON writes them too. */
export function secretsIn(text: string, secrets: Secrets): string[] {
  const held: string[] = []
  for (const [secret, place] of secrets)
    if (text.includes(secret) || text.includes(JSON.stringify(secret).slice(1, -1))) held.push(`${secret} (${place})`)
  return held
}
