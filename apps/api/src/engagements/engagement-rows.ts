import type { ConsentState, EngagementVerb } from '@parley/contract/engagements'
import { notFound } from '../app-error.ts'
import { ownOnly, type Tx } from '../transaction.ts'

export type ConsentRow = {
  askedOf: 'lead' | 'vendor'
  askedAt: Date
  dueAt: Date | null
  remindedAt: Date | null
  /** As stored: see consentAt. */
  state: ConsentState
  reason: string | null
  answeredByName: string | null
  answeredAt: Date | null
}

export type DeedRow = {
  doneOn: string
  reason: string
  doneBy: string
  doneByName: string
  recordedAt: Date
  approvedByName: string | null
  approvedAt: Date | null
}

export type EngagementRow = {
  id: string
  /** Who may read it besides the staff: the partner that asked or, where the vendor asked, the lead that was told. */
  partnerId: string | null
  partnerName: string | null
  askedBy: 'vendor' | 'partner'
  verb: EngagementVerb
  purpose: 'sale' | 'support' | 'news'
  note: string | null
  typed: string
  accountId: string | null
  accountName: string
  productFamily: string
  anyFamily: boolean
  outcome: string
  decisionId: string
  actorId: string
  actorName: string
  askedAt: Date
  version: number
  consent: ConsentRow | null
  deed: DeedRow | null
}

const columns = `e.id, e.partner_id AS "partnerId", p.name AS "partnerName", e.asked_by AS "askedBy", e.verb, e.purpose, e.note, e.typed,
  e.account_id AS "accountId", e.account_name AS "accountName", e.product_family AS "productFamily", e.any_family AS "anyFamily", e.outcome,
  e.decision_id AS "decisionId", e.actor_id AS "actorId", e.actor_name AS "actorName", e.asked_at AS "askedAt", e.version,
  c.asked_of AS "askedOf", c.asked_at AS "consentAskedAt", c.due_at AS "dueAt", c.reminded_at AS "remindedAt", c.state, c.reason,
  c.answered_by_name AS "answeredByName", c.answered_at AS "answeredAt",
  d.done_on AS "doneOn", d.reason AS "deedReason", d.done_by AS "doneBy", d.done_by_name AS "doneByName", d.recorded_at AS "recordedAt",
  d.approved_by_name AS "approvedByName", d.approved_at AS "approvedAt"`

type Flat = Omit<EngagementRow, 'consent' | 'deed'> &
  Omit<ConsentRow, 'askedAt' | 'askedOf'> &
  Omit<DeedRow, 'reason' | 'doneOn'> & {
    askedOf: ConsentRow['askedOf'] | null
    consentAskedAt: Date
    doneOn: string | null
    deedReason: string
  }

/** Reads engagements with `tail` (WHERE, ORDER BY, LIMIT) over e, c and d; in a partner's transaction its own only. */
export async function readEngagements(tx: Tx, tail: string, params: readonly unknown[]): Promise<EngagementRow[]> {
  const rows = await tx.query<Flat>(
    `SELECT ${columns} FROM (SELECT * FROM engagement x WHERE ${ownOnly('x.partner_id', params.length + 1)}) e
     LEFT JOIN partner p ON p.id = e.partner_id LEFT JOIN consent c ON c.engagement_id = e.id
     LEFT JOIN engagement_deed d ON d.engagement_id = e.id ${tail}`,
    [...params, tx.partnerId],
  )
  return rows.map(nest)
}

function nest(flat: Flat): EngagementRow {
  const { askedOf, consentAskedAt, dueAt, remindedAt, state, reason, answeredByName, answeredAt, ...rest } = flat
  const { doneOn, deedReason, doneBy, doneByName, recordedAt, approvedByName, approvedAt, ...row } = rest
  const given = { dueAt, remindedAt, state, reason, answeredByName, answeredAt }
  const deed = { reason: deedReason, doneBy, doneByName, recordedAt, approvedByName, approvedAt }
  return {
    ...row,
    consent: askedOf && { askedOf, askedAt: consentAskedAt, ...given },
    deed: doneOn === null ? null : { doneOn, ...deed },
  }
}

/** One engagement. One that another partner asked, or that this one wasn't told of, isn't there. */
export async function readEngagement(tx: Tx, id: string): Promise<EngagementRow> {
  const [row] = await readEngagements(tx, 'WHERE e.id = $1', [id])
  if (!row) throw notFound('question')
  return row
}

/** The same, locked first, so that of two who answer one is first. */
export async function lockEngagement(tx: Tx, id: string): Promise<EngagementRow> {
  await tx.query(`SELECT 1 FROM engagement e WHERE e.id = $1 AND ${ownOnly('e.partner_id', 2)} FOR UPDATE`, [
    id,
    tx.partnerId,
  ])
  return readEngagement(tx, id)
}

/** What a reader sees: a consent whose time is over wasn't answered, whether or not the job has been by. */
export function consentAt({ state, dueAt }: ConsentRow, now: Date): ConsentState {
  return state === 'waiting' && dueAt !== null && dueAt <= now ? 'unanswered' : state
}

export type LeadRow = {
  kind: 'partner' | 'vendor' | 'nobody'
  partnerName: string | null
  registrationId: string | null
  until: Date | null
  /** Who registered it, for the staff to call. */
  contactName: string | null
  contactEmail: string | null
}

/** Who led at the instant of the question: for the staff only. */
export async function readLead(tx: Tx, engagementId: string): Promise<LeadRow> {
  const [row] = await tx.query<LeadRow>(
    `SELECT l.kind, p.name AS "partnerName", l.registration_id AS "registrationId", l.until,
       coalesce(u.name, a.name) AS "contactName", coalesce(u.email, a.email) AS "contactEmail"
     FROM engagement_lead l LEFT JOIN partner p ON p.id = l.lead_partner_id LEFT JOIN registration r ON r.id = l.registration_id
     LEFT JOIN auth."user" u ON u.id = r.submitted_by AND u."disabledAt" IS NULL
     LEFT JOIN LATERAL (SELECT n.name, n.email FROM auth."user" n WHERE n."partnerId" = l.lead_partner_id AND n.role = 'partnerAdmin'
       AND n."disabledAt" IS NULL ORDER BY n.id LIMIT 1) a ON true
     WHERE l.engagement_id = $1`,
    [engagementId],
  )
  return (
    row ?? {
      kind: 'nobody',
      partnerName: null,
      registrationId: null,
      until: null,
      contactName: null,
      contactEmail: null,
    }
  )
}
