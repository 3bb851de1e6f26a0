import type { DesignationState, StaffLetter } from '@parley/contract/designations'
import type { EvidenceKind } from '@parley/contract/evidence'
import { notFound } from '../app-error.ts'
import { ownOnly, type Tx } from '../transaction.ts'

/** A letter, without its content. */
export type LetterRow = {
  id: string
  kind: 'names' | 'rescinds'
  partnerId: string | null
  partnerName: string | null
  accountId: string | null
  accountName: string
  productFamilies: string[]
  form: StaffLetter['form']
  signer: StaffLetter['signer']
  signerName: string
  signerTitle: string | null
  namesOthersToo: boolean
  waivesWait: boolean
  signedOn: string
  receivedOn: string
  receivedAt: Date
  note: string | null
  fileName: string
  fileKind: EvidenceKind
  fileBytes: number
  broughtBy: 'partner' | 'vendor'
  broughtById: string
  broughtByName: string
  isGenuine: boolean | null
  customerTold: boolean
  customerSays: 'declines' | 'nothing' | null
  checkedAt: Date | null
  version: number
}

/** A letter and one of its product families. */
export type DesignationRow = {
  id: string
  letterId: string
  partnerId: string
  accountId: string | null
  accountName: string
  productFamily: string
  state: DesignationState
  outcome: string
  decisionId: string
  checkOn: string | null
  waitWaived: boolean
  inEffectAt: Date | null
  holdsUntil: Date | null
  endedAt: Date | null
  endedBecause: 'replaced' | 'overridden' | 'expired' | 'takenBack' | null
}

export type CheckRow = StaffLetter['checks'][number] & { letterId: string }

const letterColumns = `l.id, l.kind, l.partner_id AS "partnerId", p.name AS "partnerName", l.account_id AS "accountId", l.account_name AS "accountName",
  l.product_families AS "productFamilies", l.form, l.signer, l.signer_name AS "signerName", l.signer_title AS "signerTitle",
  l.names_others AS "namesOthersToo", l.waives_wait AS "waivesWait", l.signed_on AS "signedOn", l.received_on AS "receivedOn",
  l.received_at AS "receivedAt", l.note, l.file_name AS "fileName", l.file_kind AS "fileKind", l.file_bytes AS "fileBytes", l.brought_by AS "broughtBy",
  l.brought_by_id AS "broughtById", l.brought_by_name AS "broughtByName", l.is_genuine AS "isGenuine", l.customer_told AS "customerTold", l.customer_says AS "customerSays",
  l.checked_at AS "checkedAt", l.version`
const designationColumns = `d.id, d.letter_id AS "letterId", d.partner_id AS "partnerId", d.account_id AS "accountId", d.account_name AS "accountName",
  d.product_family AS "productFamily", d.state, d.outcome, d.decision_id AS "decisionId", d.check_on AS "checkOn", d.wait_waived AS "waitWaived",
  d.in_effect_at AS "inEffectAt", d.holds_until AS "holdsUntil", d.ended_at AS "endedAt", d.ended_because AS "endedBecause"`

/** Reads letters with `tail` (WHERE, ORDER BY, LIMIT) over l; in a partner's transaction its own only. */
export async function readLetters(tx: Tx, tail: string, params: readonly unknown[]): Promise<LetterRow[]> {
  return tx.query<LetterRow>(
    `SELECT ${letterColumns} FROM (SELECT * FROM customer_letter x WHERE ${ownOnly('x.partner_id', params.length + 1)}) l
     LEFT JOIN partner p ON p.id = l.partner_id ${tail}`,
    [...params, tx.partnerId],
  )
}

/** One letter. One that isn't the reader's isn't there. */
export async function readLetter(tx: Tx, id: string): Promise<LetterRow> {
  const [row] = await readLetters(tx, 'WHERE l.id = $1', [id])
  if (!row) throw notFound('letter')
  return row
}

/** The same, locked first, so that of two who act on one is first. */
export async function lockLetter(tx: Tx, id: string): Promise<LetterRow> {
  await tx.query(`SELECT 1 FROM customer_letter l WHERE l.id = $1 AND ${ownOnly('l.partner_id', 2)} FOR UPDATE`, [
    id,
    tx.partnerId,
  ])
  return readLetter(tx, id)
}

/** Reads designations with `tail` over d; in a partner's transaction its own only. */
export async function readDesignations(tx: Tx, tail: string, params: readonly unknown[]): Promise<DesignationRow[]> {
  return tx.query<DesignationRow>(
    `SELECT ${designationColumns} FROM (SELECT * FROM designation x WHERE ${ownOnly('x.partner_id', params.length + 1)}) d ${tail}`,
    [...params, tx.partnerId],
  )
}

export const designationsOf = (tx: Tx, letterIds: readonly string[]): Promise<DesignationRow[]> =>
  readDesignations(tx, 'WHERE d.letter_id = ANY($1) ORDER BY d.seq', [letterIds])

export async function readDesignation(tx: Tx, id: string): Promise<DesignationRow> {
  const [row] = await readDesignations(tx, 'WHERE d.id = $1', [id])
  if (!row) throw notFound('designation')
  return row
}

/** Who was asked about these letters, oldest first. For the staff. */
export const checksOf = (tx: Tx, letterIds: readonly string[]): Promise<CheckRow[]> =>
  tx
    .query<Omit<CheckRow, 'checkedAt'> & { checkedAt: Date }>(
      `SELECT c.letter_id AS "letterId", c.is_genuine AS "isGenuine", c.signer, c.how, c.spoke_with AS "spokeWith", c.customer_told AS "customerTold",
         c.customer_says AS "customerSays", c.note, c.checked_by_name AS "checkedByName", c.checked_at AS "checkedAt"
       FROM letter_check c WHERE c.letter_id = ANY($1) ORDER BY c.checked_at, c.id`,
      [letterIds],
    )
    .then((rows) => rows.map((row) => ({ ...row, checkedAt: row.checkedAt.toISOString() })))

/** The lead that was told of a designation, and its notice. For the staff. */
export type LeadRow = {
  designationId: string
  kind: 'partner' | 'vendor'
  leadPartnerId: string | null
  leadPartnerName: string | null
  registrationId: string | null
  noticeId: string
  toldAt: Date
  lastDay: string | null
  renewsOn: string | null
  state: 'open' | 'tookEffect' | 'youStay' | 'withdrawn'
  rescindingLetterId: string | null
  rescissionIsGenuine: boolean | null
  noticeVersion: number
}

export const leadsOf = (tx: Tx, designationIds: readonly string[]): Promise<LeadRow[]> =>
  tx.query<LeadRow>(
    `SELECT w.designation_id AS "designationId", w.kind, w.lead_partner_id AS "leadPartnerId", p.name AS "leadPartnerName",
       w.registration_id AS "registrationId", n.id AS "noticeId", n.told_at AS "toldAt", n.last_day AS "lastDay", n.renews_on AS "renewsOn",
       n.state, n.rescinding_letter_id AS "rescindingLetterId", r.is_genuine AS "rescissionIsGenuine",
       n.version AS "noticeVersion"
     FROM designation_lead w JOIN lead_notice n ON n.id = w.notice_id LEFT JOIN partner p ON p.id = w.lead_partner_id
       LEFT JOIN customer_letter r ON r.id = n.rescinding_letter_id
     WHERE w.designation_id = ANY($1)`,
    [designationIds],
  )
