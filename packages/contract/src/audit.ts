import { z } from 'zod'
import { pageQuery } from './page.ts'
import { day, id, instant } from './text.ts'

/**
 * Everything that an audit event can say was done: `subject.verb` in the past tense, with the words for the screen, which
 * follow a person's name: "Dana Reyes invited a person". Add yours here; an event of another name doesn't compile. What it
 * says beside that has its words in audit-details.ts.
 */
export const auditActions = {
  'user.invited': 'invited a person',
  'user.invitationWithdrawn': 'withdrew an invitation',
  'user.joined': 'accepted an invitation',
  'operator.linkMade': 'was asked at the machine for a new operator’s link',
  'user.roleChanged': 'changed a person’s role',
  'user.disabled': 'disabled a person’s access',
  'user.enabled': 'gave a person access again',
  'session.started': 'signed in',
  'session.refused': 'was refused when signing in',
  'session.ended': 'ended a session',
  'password.changed': 'changed the password',
  'password.resetAsked': 'asked for a new password',
  'password.reset': 'set a new password',
  'secondFactor.enabled': 'turned on the second factor',
  'secondFactor.disabled': 'turned off the second factor',
  'secondFactor.codesRenewed': 'made new recovery codes',
  'apiKey.created': 'made an API key',
  'apiKey.revoked': 'revoked an API key',
  'viewAs.started': 'began to view the app as a partner',
  'viewAs.ended': 'stopped viewing the app as a partner',
  'webhook.created': 'added a webhook',
  'webhook.changed': 'changed a webhook',
  'webhook.deleted': 'deleted a webhook',
  'webhook.secretRotated': 'renewed a webhook’s secret',
  'delivery.replayed': 'sent a delivery again',
  'delivery.emailRetried': 'put an e-mail in line again',
  'delivery.messageRetried': 'had something told again',
  'export.made': 'took out an export',
  'import.started': 'started an import of accounts',
  'import.run': 'let an import of accounts run',
  'import.cancelled': 'stopped an import of accounts',
  'import.rowSettled': 'said which account a row of an import means',
  'account.created': 'added an account',
  'account.changed': 'changed an account',
  'account.nameAdded': 'added a name of an account',
  'account.nameRemoved': 'took a name from an account',
  'account.domainAdded': 'added a domain of an account',
  'account.domainRemoved': 'took a domain from an account',
  'account.saidDifferent': 'said that two accounts are different',
  'account.differenceForgotten': 'took back that two accounts are different',
  'account.merged': 'merged two accounts',
  'account.mergeUndone': 'undid a merge',
  'account.designated': 'changed an account’s designation',
  'policy.submitted': 'submitted a policy change',
  'policy.approved': 'approved a policy change',
  'policy.declined': 'declined a policy change',
  'policy.activated': 'set when a policy version is in force',
  'policy.activationCancelled': 'called off a policy’s start',
  'decision.overridden': 'decided in person',
  'registration.closed': 'closed a registration',
  'registration.accountSettled': 'said which account a registration is for',
  'evidence.attached': 'attached a file',
  'evidence.withdrawn': 'withdrew a file',
  'deal.entered': 'entered a deal',
  'deal.changed': 'changed a deal',
  'deal.imported': 'took in a file of deals',
  'deal.paperDecided': 'asked the policy on whose paper a deal goes',
  'deal.closed': 'closed a deal',
  'deal.paymentNoted': 'noted a customer’s payment',
  'deal.paymentsImported': 'took in a file of customers’ payments',
  'deal.eventNoted': 'noted what happened to a contract',
  'claim.filed': 'claimed a share of a deal',
  'claim.decided': 'decided what a share earns',
  'claim.declined': 'didn’t take up a claim',
  'claim.changed': 'changed what is known of a claim',
  'month.closed': 'closed a month',
  'statement.paid': 'noted a payout',
  'dispute.opened': 'disputed a line of a statement',
  'dispute.answered': 'answered a dispute',
  'dispute.reminded': 'reminded of a dispute that falls due',
  'duty.taken': 'took on an answer that is owed',
  'duty.seatKept': 'said who stands in for a channel manager',
  'duty.answererKept': 'said who answers for a partner',
  'renewal.noted': 'noted something about an incumbency',
  'engagement.consentAnswered': 'gave or refused consent',
  'engagement.done': 'acted in spite of an answer',
  'engagement.approved': 'approved what was done in spite of an answer',
  'engagement.helpAsked': 'asked for help in a sale',
  'engagement.listMarked': 'marked a call list',
  'conflict.factSaid': 'noted a fact about a claim to an account',
  'conflict.decided': 'asked the policy to decide a conflict',
  'conflict.awarded': 'decided a conflict in person',
  'appeal.filed': 'appealed',
  'appeal.answered': 'answered an appeal',
  'teaming.offered': 'offered to team',
  'teaming.offerWithdrawn': 'took back an offer to team',
  'teaming.proposed': 'proposed a teaming',
  'teaming.answered': 'answered a teaming',
  'letter.brought': 'brought a customer’s letter',
  'letter.checked': 'asked a customer about its letter',
  'letter.accountSettled': 'said which company wrote a letter',
  'letter.waitWaived': 'waived the wait for a present lead',
  'letter.takenBack': 'brought a letter that takes another back',
  'attestation.made': 'made an attestation',
  'attestation.revoked': 'revoked an attestation',
  'attestation.keyRenewed': 'renewed the key that signs attestations',
  'checkpoint.signed': 'signed a checkpoint',
} as const

export type AuditAction = keyof typeof auditActions

/** What the events are about, as the screen's filter names it: the part of an action before its dot. */
export const auditKinds = {
  user: 'People',
  operator: 'Operators’ links',
  session: 'Sign-ins',
  password: 'Passwords',
  secondFactor: 'Second factor',
  apiKey: 'API keys',
  viewAs: 'Viewing as a partner',
  webhook: 'Webhooks',
  delivery: 'Deliveries',
  export: 'Exports',
  import: 'Imports',
  account: 'Accounts',
  policy: 'Policies',
  decision: 'Decisions in person',
  registration: 'Registrations',
  evidence: 'Evidence',
  deal: 'Deals',
  claim: 'Claims',
  month: 'Months',
  statement: 'Statements',
  dispute: 'Disputes',
  duty: 'Who answers',
  renewal: 'Renewals',
  engagement: 'May I?',
  conflict: 'Conflicts',
  appeal: 'Appeals',
  teaming: 'Teamings',
  letter: 'Customers’ letters',
  attestation: 'Attestations',
  checkpoint: 'Checkpoints',
} as const

export type AuditKind = keyof typeof auditKinds
export const AuditKind = z.enum(Object.keys(auditKinds) as [AuditKind, ...AuditKind[]])

/** One thing that somebody did. `who` and `words` read as a sentence: "Dana Reyes", "invited a person". */
export const AuditEvent = z
  .object({
    id,
    happenedAt: instant,
    who: z.string(),
    /** Their role then, in words. */
    role: z.string(),
    /** The vendor's person behind it, who looked as a partner. */
    lookingAs: z.string().nullable(),
    withKey: z.boolean(),
    action: z.string(),
    words: z.string(),
    subject: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }).nullable(),
    partnerName: z.string().nullable(),
    details: z.array(z.object({ title: z.string(), value: z.string() })),
  })
  .meta({ id: 'AuditEvent' })
export type AuditEvent = z.infer<typeof AuditEvent>

export const AuditQuery = z.object({
  ...pageQuery,
  person: z.string().max(200).optional().describe('Part of a name.'),
  kind: AuditKind.optional(),
  from: day.optional().describe('The first day, in the vendor’s time zone.'),
  to: day.optional().describe('The last day.'),
})

/** When the chain of records was last checked, and what came of it; `checkedAt` is null until the first time. */
export const RecordCheck = z
  .object({
    checkedAt: instant.nullable(),
    reach: z.enum(['newest', 'all']).nullable(),
    records: z.int(),
    checkpoints: z.int(),
    /** What is wrong, in words, the first to look at first. */
    findings: z.array(z.string()),
    /** Since when it is wrong, as far as checks tell. */
    brokenSince: instant.nullable(),
  })
  .meta({ id: 'RecordCheck' })
export type RecordCheck = z.infer<typeof RecordCheck>
