import { apiKeys } from '@parley/contract/routes/api-keys'
import { partnerEvidence } from '@parley/contract/routes/evidence'
import { partner } from '@parley/contract/routes/partner'
import { policies } from '@parley/contract/routes/policies'
import { ownAccount } from '@parley/contract/routes/sign-in'
import { team } from '@parley/contract/routes/team'
import { viewAs } from '@parley/contract/routes/view-as'
import { partnerWebhooks } from '@parley/contract/routes/webhooks'
import { aDeal } from '../support/factories.ts'
import type { World } from '../support/open-world.ts'
import { type PersonName, password, people } from '../support/program.ts'
import { type Answer, Someone } from '../support/someone.ts'
import { earns } from './earnings.ts'
import { addressOf, type Caller, type Door, type Known, keepsNothing, requestOf } from './knock.ts'

const signedIn = {
  sell: 'alder',
  adm: 'alderAdmin',
  riv: 'brightwater',
  sal: 'sales',
  man: 'manager',
  edi: 'editor',
  app: 'approver',
  fin: 'finance',
  ope: 'operator',
} as const satisfies Record<string, PersonName>

type SignedIn = keyof typeof signedIn
export type ActorName = 'anon' | 'key' | 'view' | SignedIn
export const actors = [
  'anon',
  'sell',
  'adm',
  'key',
  'view',
  'riv',
  'sal',
  'man',
  'edi',
  'app',
  'fin',
  'ope',
] as ActorName[]

/** A world in which partner A has one of everything, and an API on it that keeps nothing of what it is asked. */
export async function openStage(w: World) {
  const { known, key, viewCookie } = await arrange(w)
  const { app, env } = w.anotherInstance()
  keepsNothing(env)
  // Twelve knock at once: whoever takes a second connection while it holds one waits for the others, and they for it.
  env.pool.options.max = 2
  const person = (name: PersonName) => new Someone(app, people[name], password)
  const callers = Object.fromEntries(
    Object.entries(signedIn).map(([actor, name]) => [actor, person(name)]),
  ) as unknown as Record<ActorName, Caller>
  const stranger = new Someone(app, null, '')
  const viewer = person('manager')
  callers.anon = stranger
  callers.key = sending(stranger, () => ({ authorization: `Bearer ${key}` }))
  callers.view = sending(stranger, async () => ({ cookie: `${await viewer.cookie()}; ${viewCookie}` }))

  return {
    app,
    env,
    known,
    callers,
    /** Signing out ends the session: whoever knocks there comes with a new one. */
    async knocks(door: Door, actor: ActorName): Promise<Answer> {
      const fresh = door.path === '/api/auth/sign-out' && actor in signedIn
      const caller = fresh ? person(signedIn[actor as SignedIn]) : callers[actor]
      return caller.fetches(addressOf(door, known), requestOf(door, withKnown(known)))
    },
  }
}

/** The same caller with these headers beside its own. */
const sending = (
  someone: Someone,
  headers: () => Record<string, string> | Promise<Record<string, string>>,
): Caller => ({
  fetches: async (path, init = {}) =>
    someone.fetches(path, { ...init, headers: { ...(init.headers as object), ...(await headers()) } }),
})

/** The ids of the examples stand for accounts. */
export const withKnown = (known: Known) => (body: string) =>
  body
    .replaceAll('0190f3a0-7c1e-7d22-9c50-6a8f1f0b2c41', known.accounts!)
    .replaceAll('0190f3a0-7c1e-7d22-9c50-6a8f1f0b2c42', known['account-pairs second']!)

/** One of everything for partner A. Ends in the ids, by the segment of a path after which they stand. */
export async function arrange(w: World): Promise<{ known: Known; key: string; viewCookie: string }> {
  const account = await w.has.account({ name: 'Harbor Freight Lines' })
  const other = await w.has.account({ name: 'Hilltop Orchards' })
  const { summary } = await w.as('alder').registers(aDeal())
  const draft = await w.as('alder').does(partner.createDraft, { body: { form: { accountName: 'Half typed' } } })
  const policyDraft = await w.as('editor').does(policies.startDraft, { params: { point: 'registration' }, body: {} })
  const [decision] = await w.sql<{ id: string }>('SELECT decision_id AS id FROM parley.registration WHERE id = $1', [
    summary.id,
  ])
  const admin = w.as('alderAdmin')
  const { id: invitation } = await admin.does(team.invite, {
    body: { email: 'ines.roca@alder.example', name: 'Ines Roca', role: 'partnerSeller' },
  })
  const { id: evidence } = await w.as('alder').does(partnerEvidence.attach, {
    params: { id: summary.id },
    body: { name: 'Minutes.txt', about: 'Their meeting', base64: Buffer.from('They agreed.').toString('base64') },
  })
  const made = await admin.does(apiKeys.createOwn, { body: { name: 'ERP', scope: 'write', days: 90 } })
  const webhook = await admin.does(partnerWebhooks.create, {
    body: { url: 'https://receiver.example.com/hooks', description: '', topics: ['registration.decided'] },
  })
  const { sessions } = await w.as('alder').does(ownAccount.get, {})
  const [seller] = await w.sql<{ id: string }>('SELECT id FROM auth."user" WHERE email = $1', [people.alder.email])
  const view = await w.as('manager').sends(viewAs.start, {
    body: { userId: seller!.id, reason: 'They asked us to look at their list.' },
  })
  const known = {
    invitations: invitation,
    evidence,
    people: seller!.id,
    users: seller!.id,
    sessions: sessions[0]!.id,
    'api-keys': made.id,
    webhooks: webhook.endpoint.id,
    views: (view.json as { id: string }).id,
    registrations: summary.id,
    drafts: draft.id,
    decisions: decision!.id,
    accounts: account,
    'account-pairs': account,
    'account-pairs second': other,
    'policy-drafts': policyDraft.id,
    policies: 'registration',
    rules: 'registration',
    months: '2026-11',
    ...(await earns(w, 'alder', other, { note: 'Their own words', reason: 'The base leaves out the second order.' })),
    rows: '2',
    versions: '1',
  }
  return { known, key: made.key!, viewCookie: view.headers.getSetCookie()[0]!.split(';')[0]! }
}
