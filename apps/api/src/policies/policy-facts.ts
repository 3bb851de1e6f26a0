import type { Tx } from '../transaction.ts'

/** A version with what happened to it since: reviewed by whom, in force from when. */
export type VersionRow = {
  point: string
  version: number
  title: string
  note: string
  based_on: number | null
  author_id: string
  author_name: string
  submitted_at: Date
  content_hash: string
  verdict: 'approved' | 'declined' | null
  reviewer_name: string | null
  reviewed_at: Date | null
  review_note: string | null
  reviewed_hash: string | null
  /** The latest start at or before now. */
  started_at: Date | null
  started_by: string | null
  /** The first start still to come. */
  starts_at: Date | null
  starts_by: string | null
  /** Starts that were called off before they came, newest first. Instants are texts: they come as JSON. */
  cancellations: { activeFrom: string; reason: string; cancelledByName: string; cancelledAt: string }[]
  in_force: boolean
  decisions: number
}

export type VersionTexts = { document_text: string; cases_text: string }

export type DraftRow = {
  id: string
  point: string
  document: string
  cases: string
  based_on: number
  author_id: string
  author_name: string
  updated_at: Date
  version: number
}

const versionColumns = `
  v.point, v.version, v.document->>'title' AS title, v.note, v.based_on, v.author_id, v.author_name, v.submitted_at, v.content_hash,
  r.verdict, r.reviewer_name, r.reviewed_at, r.note AS review_note, r.content_hash AS reviewed_hash,
  past.active_from AS started_at, past.activated_by_name AS started_by,
  ahead.active_from AS starts_at, ahead.activated_by_name AS starts_by,
  coalesce(parley.policy_in_force(v.point, $1) = v.version, false) AS in_force,
  (SELECT coalesce(json_agg(json_build_object('activeFrom', a.active_from, 'reason', c.reason,
      'cancelledByName', c.cancelled_by_name, 'cancelledAt', c.cancelled_at) ORDER BY c.cancelled_at DESC, a.seq DESC), '[]')
    FROM parley.policy_cancellation c JOIN parley.policy_activation a ON a.seq = c.activation
    WHERE a.point = v.point AND a.version = v.version) AS cancellations,
  (SELECT count(*)::int FROM parley.decision d WHERE d.point = v.point AND d.policy_version = v.version) AS decisions`

const versionJoins = `
  FROM parley.policy_version v
  LEFT JOIN parley.policy_review r ON r.point = v.point AND r.version = v.version
  LEFT JOIN LATERAL (SELECT a.active_from, a.activated_by_name FROM parley.policy_start a
    WHERE a.point = v.point AND a.version = v.version AND a.active_from <= $1 ORDER BY a.active_from DESC, a.seq DESC LIMIT 1) past ON true
  LEFT JOIN LATERAL (SELECT a.active_from, a.activated_by_name FROM parley.policy_start a
    WHERE a.point = v.point AND a.version = v.version AND a.active_from > $1 ORDER BY a.active_from, a.seq LIMIT 1) ahead ON true`

/** All versions of a point, newest first, as they stand at `now`. */
export function readVersions(tx: Tx, point: string, now: Date): Promise<VersionRow[]> {
  return tx.query<VersionRow>(
    `SELECT ${versionColumns} ${versionJoins} WHERE v.point = $2 ORDER BY v.version DESC`,
    [now, point],
    'policy_versions',
  )
}

/** All versions of all points, newest first within each. */
export function readAllVersions(tx: Tx, now: Date): Promise<VersionRow[]> {
  return tx.query<VersionRow>(
    `SELECT ${versionColumns} ${versionJoins} ORDER BY v.point, v.version DESC`,
    [now],
    'all_policy_versions',
  )
}

/** One version with its two texts as they were submitted, or undefined. */
export async function readVersion(
  tx: Tx,
  point: string,
  version: number,
  now: Date,
): Promise<(VersionRow & VersionTexts) | undefined> {
  const [row] = await tx.query<VersionRow & VersionTexts>(
    `SELECT ${versionColumns}, v.document::text AS document_text, v.cases::text AS cases_text ${versionJoins}
     WHERE v.point = $2 AND v.version = $3`,
    [now, point, version],
    'policy_version',
  )
  return row
}

/** The version in force at `now` with its texts; a point always has one once its default is installed. */
export async function readVersionInForce(tx: Tx, point: string, now: Date): Promise<VersionRow & VersionTexts> {
  const [row] = await tx.query<VersionRow & VersionTexts>(
    `SELECT ${versionColumns}, v.document::text AS document_text, v.cases::text AS cases_text ${versionJoins}
     WHERE v.point = $2 AND v.version = parley.policy_in_force($2, $1)`,
    [now, point],
    'policy_version_in_force',
  )
  if (!row) throw new Error(`No policy is in force for the decision point ${point}.`)
  return row
}

export async function readDraft(tx: Tx, id: string, lock = false): Promise<DraftRow | undefined> {
  const [row] = await tx.query<DraftRow>(
    `SELECT id, point, document, cases, based_on, author_id, author_name, updated_at, version
     FROM parley.policy_draft WHERE id = $1 ${lock ? 'FOR UPDATE' : ''}`,
    [id],
  )
  return row
}

export type DraftTitleRow = Pick<DraftRow, 'id' | 'point' | 'author_name' | 'updated_at' | 'based_on'>
/** Drafts of all points, the last changed first. */
export function readDrafts(tx: Tx): Promise<DraftTitleRow[]> {
  return tx.query<DraftTitleRow>(
    'SELECT id, point, author_name, updated_at, based_on FROM parley.policy_draft ORDER BY updated_at DESC, id',
  )
}

/** One change of a point's versions and activations at a time; numbers are then without gaps. */
export async function lockPoint(tx: Tx, point: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 11))', [`policy/${point}`])
}
