import type { Ability } from '@parley/contract/ability'
import { AccountEventKind } from '@parley/contract/account-timeline'
import { AuditKind } from '@parley/contract/audit'
import { ExposureState } from '@parley/contract/exposure'
import { ImportRowStatus, RowProblemKind } from '@parley/contract/imports'
import { MapSort } from '@parley/contract/segments'
import { type Role, staffRoles } from '@parley/contract/session'
import { month } from '@parley/contract/statements'
import { z } from 'zod'

/** A search parameter that is dropped when it can't be used, so that an old link still opens its screen. */
const loose = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)
const word = loose(z.string().max(200))
const flag = loose(z.literal('yes'))

const doing = loose(z.enum(['decide', 'ask', 'close', 'settle']))

const dealDoings = [
  'edit',
  'paper',
  'claim',
  'editClaim',
  'decideClaim',
  'declineClaim',
  'reduce',
  'won',
  'lost',
  'paid',
  'event',
] as const
export type DealDoing = (typeof dealDoings)[number]
/** The form that is open on a deal, and the claim that it is about. */
const onDeal = { do: loose(z.enum(dealDoings)), claim: loose(z.uuid()) }

const overlapMeasures = ['partners', 'contested', 'protections', 'openConflicts'] as const
export type Measure = (typeof overlapMeasures)[number]

/** The state of each screen, as it stands in the URL. `open` is the record in the panel beside the list. */
export const searches = {
  signIn: z.object({ to: word, error: word }),
  queue: z.object({ open: word, waiting: flag, do: doing }),
  registrations: z.object({
    q: word,
    status: word,
    productFamily: word,
    partnerId: word,
    partnerName: word,
    sort: loose(z.enum(['newest', 'closing', 'ending', 'amount'])),
    open: word,
    do: doing,
  }),
  registration: z.object({ do: doing }),
  accounts: z.object({
    q: word,
    designation: loose(z.enum(['open', 'named', 'house'])),
    led: loose(z.enum(['yes', 'no'])),
    country: loose(z.string().length(2)),
    open: word,
  }),
  accountTimeline: z.object({ kind: loose(AccountEventKind) }),
  newAccount: z.object({ name: word }),
  /** `parent`: the id of an account that was proposed as the one above it. */
  editAccount: z.object({ parent: word }),
  mayI: z.object({
    asked: loose(z.uuid()),
    company: word,
    accountId: loose(z.uuid()),
    show: loose(z.enum(['mine', 'waiting', 'toApprove'])),
    askedBy: loose(z.enum(['vendor', 'partner'])),
    outcome: word,
  }),
  deals: z.object({
    q: word,
    stage: loose(z.enum(['open', 'won', 'lost'])),
    exposure: loose(ExposureState),
    partnerId: loose(z.uuid()),
    accountId: loose(z.uuid()),
    accountName: word,
    open: word,
    ...onDeal,
  }),
  deal: z.object(onDeal),
  newDeal: z.object({ accountId: loose(z.uuid()), accountName: word }),
  statements: z.object({ month: loose(month) }),
  disputes: z.object({ open: word }),
  renewals: z.object({
    show: loose(z.literal('renewed')),
    open: word,
    do: loose(z.enum(['renew', 'warning', 'ended', 'letter'])),
  }),
  renewal: z.object({ do: loose(z.enum(['renew', 'warning', 'ended', 'letter'])) }),
  letters: z.object({ show: loose(z.enum(['toDo', 'waiting', 'inEffect'])) }),
  /** `at`: an instant in the past; without it, now. */
  represents: z.object({ family: word, at: loose(z.iso.datetime({ offset: true })) }),
  duties: z.object({ person: word, partner: loose(z.uuid()) }),
  duplicates: z.object({ accountId: word }),
  pair: z.object({ accountId: word, keep: word, merged: word }),
  conflicts: z.object({ state: loose(z.enum(['open', 'closed'])), accountId: word }),
  conflict: z.object({
    do: loose(z.enum(['award', 'answer', 'say', 'attach', 'team'])),
    claim: loose(z.uuid()),
  }),
  /** `open`: a segment, as segments/segment-key.ts writes it; `partner`: only its companies. */
  overlap: z.object({
    country: loose(z.string().regex(/^([A-Z]{2}|none)$/)),
    productFamily: word,
    q: word,
    sort: loose(MapSort),
    measure: loose(z.enum(overlapMeasures)),
    open: word,
    partner: loose(z.uuid()),
  }),
  users: z.object({ q: word, of: loose(z.enum(['staff', 'partners'])), partnerId: loose(z.uuid()) }),
  import: z.object({
    step: loose(z.enum(['columns', 'preview'])),
    show: loose(ImportRowStatus),
    problem: loose(RowProblemKind),
  }),
  notifications: z.object({ show: loose(z.literal('unread')) }),
  decisions: z.object({
    point: word,
    outcome: word,
    rule: word,
    policyVersion: loose(z.coerce.number().int().min(1)),
    open: word,
  }),
  audit: z.object({ person: word, kind: loose(AuditKind), from: loose(z.iso.date()), to: loose(z.iso.date()) }),
  version: z.object({
    show: loose(z.enum(['changes', 'words', 'document', 'examples', 'check'])),
    rule: word,
    do: loose(z.enum(['approve', 'decline', 'activate', 'cancel', 'rollBack'])),
  }),
  webhook: z.object({ state: loose(z.enum(['waiting', 'succeeded', 'failed'])), delivery: loose(z.uuid()) }),
  studio: z.object({
    file: loose(z.enum(['policy', 'examples'])),
    show: loose(z.enum(['problems', 'examples', 'changes', 'decisions', 'text'])),
    do: loose(z.enum(['submit'])),
  }),
}

const deskRoles: readonly Role[] = ['sales', 'channelManager', 'operator']
const allStaff: readonly Role[] = staffRoles
const dealRoles: readonly Role[] = ['sales', 'channelManager', 'finance', 'operator']

/**
 * The console's pages, for navigation and the command palette. `keys` is the shortcut after `g`; `roles` are those whom
 * the API lets read it.
 */
export const pages = [
  { to: '/', title: 'Work queue', question: 'What is due next?', keys: 'q', roles: deskRoles },
  {
    to: '/registrations',
    title: 'Registrations',
    question: 'Which registrations are there?',
    keys: 'r',
    roles: deskRoles,
  },
  { to: '/may-i', title: 'May I?', question: 'May I act at this account?', keys: 'y', roles: deskRoles },
  { to: '/accounts', title: 'Accounts', question: 'Who leads which account?', keys: 'a', roles: deskRoles },
  {
    to: '/duplicates',
    title: 'Duplicates',
    question: 'Which accounts may be the same company?',
    keys: 'u',
    roles: deskRoles,
  },
  { to: '/deals', title: 'Deals', question: 'Who earns what of which deal?', keys: 's', roles: dealRoles },
  { to: '/statements', title: 'Statements', question: 'What do we owe, to whom?', keys: 'o', roles: dealRoles },
  { to: '/disputes', title: 'Disputes', question: 'Which lines are disputed?', keys: 'l', roles: dealRoles },
  {
    to: '/conflicts',
    title: 'Conflicts',
    question: 'Who wants the same account?',
    keys: 'c',
    roles: deskRoles,
  },
  { to: '/overlap', title: 'Overlap map', question: 'Where do partners meet?', keys: 'v', roles: deskRoles },
  {
    to: '/renewals',
    title: 'Renewals',
    question: 'Which contracts are to renew, and who leads?',
    keys: 'x',
    roles: deskRoles,
  },
  { to: '/letters', title: 'Customers’ letters', question: 'Whom have customers named?', keys: 'b', roles: deskRoles },
  { to: '/duties', title: 'Who answers', question: 'Who answers for whom?', keys: 't', roles: deskRoles },
  {
    to: '/imports',
    title: 'Imports',
    question: 'Which accounts came from files?',
    keys: 'i',
    roles: ['channelManager', 'operator'] as readonly Role[],
  },
  {
    to: '/decisions',
    title: 'Decisions',
    question: 'What was decided, and why?',
    keys: 'd',
    roles: [...deskRoles, 'policyEditor', 'policyApprover'] as readonly Role[],
  },
  {
    to: '/delivery',
    title: 'Delivery',
    question: 'Does everything arrive?',
    keys: 'e',
    roles: ['operator'] as readonly Role[],
  },
  {
    to: '/webhooks',
    title: 'Webhooks',
    question: 'Which systems want to know?',
    keys: 'w',
    roles: ['operator'] as readonly Role[],
  },
  {
    to: '/audit',
    title: 'Audit',
    question: 'Who did what?',
    keys: 'h',
    roles: ['channelManager', 'operator'] as readonly Role[],
  },
  {
    to: '/users',
    title: 'Users',
    question: 'Who is in?',
    keys: 'm',
    roles: ['channelManager', 'operator'] as readonly Role[],
  },
  {
    to: '/api-keys',
    title: 'API keys',
    question: 'Which programs act here?',
    keys: 'k',
    roles: ['operator'] as readonly Role[],
  },
  { to: '/policies', title: 'Policies', question: 'Which rules are in force?', keys: 'p', roles: allStaff },
] as const

export const mayOpen = (role: Role, to: (typeof pages)[number]['to']) =>
  pages.some((page) => page.to === to && page.roles.includes(role))

/** Who may import accounts may add them by hand too. */
export const mayAddAccounts = (role: Role): Ability =>
  mayOpen(role, '/imports')
    ? { ok: true }
    : { ok: false, reason: 'Only a channel manager or an operator can add accounts.' }

export const mayEnterDeals = (role: Role): Ability =>
  role === 'sales' || role === 'channelManager'
    ? { ok: true }
    : { ok: false, reason: 'Only sales or a channel manager can enter deals.' }

/** Where this role starts: the desk at its queue, finance at what is owed, policy people at the policies. */
export const homeOf = (role: Role) => {
  if (mayOpen(role, '/')) return '/'
  return mayOpen(role, '/statements') ? '/statements' : '/policies'
}
