import type { RegisterDeal, RegistrationStatus } from '@parley/contract/registrations'
import { notFound } from '../app-error.ts'
import { ownOnly, type Tx } from '../transaction.ts'

type Deal = RegisterDeal['deal']

/** The protection of a registration, as kept. An early end cuts `until` short. */
export type ProtectionRow = {
  /** `shared` keeps nobody else out; `interim` is exclusive for the time being, while the vendor is late with its answer. */
  kind: 'exclusive' | 'teaming' | 'shared' | 'interim'
  grantedAt: Date
  until: Date
  endedBecause: 'expired' | 'lapsed' | 'withdrawn' | 'closed' | 'overridden' | 'decided' | 'designated' | null
  lapseOn: string | null
  lapseAnnouncedAt: Date | null
  expiryReminderDaysSent: number | null
  extensionsUsed: number
  extendedAt: Date | null
}

/** A registration with its partner's name and its protection. `status` is as stored: see statusAt. */
export type RegistrationRow = {
  id: string
  reference: string
  partnerId: string
  partnerName: string
  partnerTier: string
  accountId: string
  accountMatch: 'certain' | 'likely' | 'new'
  accountMatchReason: string
  accountName: string
  accountDomain: string | null
  accountCountry: string
  accountCity: string | null
  productFamily: string
  kind: Deal['kind']
  scope: Deal['scope']
  role: Deal['role']
  amountMinor: number
  expectedCloseOn: string
  description: string
  contactName: string | null
  contactEmail: string | null
  meetingsHeld: number
  tender: Deal['tender']
  registeredWithCompetitor: boolean
  customerChoice: Deal['customerChoice']
  status: RegistrationStatus
  decisionId: string
  protectionDecisionId: string | null
  answerDueAt: Date | null
  submittedBy: string
  submittedByName: string
  submittedAt: Date
  closedAt: Date | null
  closedByName: string | null
  closeNote: string | null
  version: number
  protection: ProtectionRow | null
}

const columns = `r.id, r.reference, r.partner_id AS "partnerId", p.name AS "partnerName", p.tier AS "partnerTier",
  r.account_id AS "accountId", r.account_match AS "accountMatch", r.account_match_reason AS "accountMatchReason",
  r.account_name AS "accountName", r.account_domain AS "accountDomain", r.account_country AS "accountCountry",
  r.account_city AS "accountCity", r.product_family AS "productFamily", r.kind, r.scope, r.role, r.amount_minor AS "amountMinor",
  r.expected_close_on AS "expectedCloseOn", r.description, r.contact_name AS "contactName", r.contact_email AS "contactEmail",
  r.meetings_held AS "meetingsHeld", r.tender, r.registered_with_competitor AS "registeredWithCompetitor",
  r.customer_choice AS "customerChoice", r.status, r.decision_id AS "decisionId", r.protection_decision_id AS "protectionDecisionId",
  r.answer_due_at AS "answerDueAt", r.submitted_by AS "submittedBy", r.submitted_by_name AS "submittedByName",
  r.submitted_at AS "submittedAt", r.closed_at AS "closedAt", r.closed_by_name AS "closedByName", r.close_note AS "closeNote", r.version,
  CASE WHEN x.interim THEN 'interim' ELSE x.kind END AS "protectionKind", x.granted_at AS "grantedAt", coalesce(upper(x.during), x.granted_at) AS "until",
  x.ended_because AS "endedBecause", x.lapse_on AS "lapseOn", x.lapse_announced_at AS "lapseAnnouncedAt",
  x.expiry_reminder_days_sent AS "expiryReminderDaysSent", x.extensions_used AS "extensionsUsed", x.extended_at AS "extendedAt"`

type FlatRow = Omit<RegistrationRow, 'protection'> &
  Omit<ProtectionRow, 'kind' | 'grantedAt'> & { protectionKind: ProtectionRow['kind'] | null; grantedAt: Date }

/** Reads registrations with `tail` (WHERE, ORDER BY, LIMIT) over r, p and x; in a partner's transaction its own only. */
export async function readRegistrations(tx: Tx, tail: string, params: readonly unknown[]): Promise<RegistrationRow[]> {
  const from = `FROM registration r JOIN partner p ON p.id = r.partner_id AND ${ownOnly('r.partner_id', params.length + 1)}
    LEFT JOIN protection x ON x.registration_id = r.id`
  const rows = await tx.query<FlatRow>(`SELECT ${columns} ${from} ${tail}`, [...params, tx.partnerId])
  return rows.map(nest)
}

function nest(flat: FlatRow): RegistrationRow {
  const { protectionKind, grantedAt, until, endedBecause, lapseOn, lapseAnnouncedAt, ...more } = flat
  const { expiryReminderDaysSent, extensionsUsed, extendedAt, ...row } = more
  if (!protectionKind) return { ...row, protection: null }
  const clock = { lapseOn, lapseAnnouncedAt, expiryReminderDaysSent, extensionsUsed, extendedAt }
  return { ...row, protection: { kind: protectionKind, grantedAt, until, endedBecause, ...clock } }
}

/** One registration. Another partner's isn't there, as one that never was. */
export async function readRegistration(tx: Tx, id: string): Promise<RegistrationRow> {
  const [row] = await readRegistrations(tx, 'WHERE r.id = $1', [id])
  if (!row) throw notFound('registration')
  return row
}

/** The same, with its account locked first, so that what is read stays true until the commit. */
export async function lockRegistration(tx: Tx, id: string): Promise<RegistrationRow> {
  const held = `SELECT hold_family(r.account_id, NULL) FROM registration r WHERE r.id = $1 AND ${ownOnly('r.partner_id', 2)}`
  await tx.query(held, [id, tx.partnerId])
  return readRegistration(tx, id)
}

/** What a reader sees: a protection whose window is over has ended, whether or not the sweep has been by. */
export function statusAt({ status, protection }: RegistrationRow, now: Date): RegistrationStatus {
  if (status !== 'approved' && status !== 'teaming') return status
  return protection && protection.until <= now ? 'expired' : status
}

/** Whether its protection holds at this instant. */
export function isProtected(row: RegistrationRow, now: Date): boolean {
  const status = statusAt(row, now)
  return (status === 'approved' || status === 'teaming') && row.protection !== null
}

/** Whether it's protected for the time being, because the vendor is late with its answer. */
export function isProtectedMeanwhile({ status, protection }: RegistrationRow, now: Date): boolean {
  if (protection?.kind !== 'interim' || (status !== 'inReview' && status !== 'informationNeeded')) return false
  return protection.endedBecause === null && protection.until > now
}
