import type { DutyHolder } from '@parley/contract/duties'
import { ownOnly, type Tx } from '../transaction.ts'

/** What the vendor owes on a registration. People are ids of users. */
export type DutyRow = {
  id: string
  registrationId: string
  partnerId: string
  ownerId: string | null
  holderId: string | null
  heldAs: DutyHolder
  openedAt: Date
  firstWordBy: Date | null
  dueAt: Date | null
  takenAt: Date | null
  decisionId: string
  interimFrom: Date | null
  interimUntil: Date | null
  closedAt: Date | null
  closedBecause: 'decided' | 'asked' | 'withdrawn' | null
}

const columns = `d.id, d.registration_id AS "registrationId", d.partner_id AS "partnerId", d.owner_id AS "ownerId", d.holder_id AS "holderId",
  d.held_as AS "heldAs", d.opened_at AS "openedAt", d.first_word_by AS "firstWordBy", d.due_at AS "dueAt", d.taken_at AS "takenAt",
  d.decision_id AS "decisionId", d.interim_from AS "interimFrom", d.interim_until AS "interimUntil", d.closed_at AS "closedAt",
  d.closed_because AS "closedBecause"`

/** Reads duties with `tail` over d; in a partner's transaction those on its own registrations. */
export const readDuties = (tx: Tx, tail: string, params: readonly unknown[]): Promise<DutyRow[]> =>
  tx.query<DutyRow>(
    `SELECT ${columns} FROM (SELECT * FROM duty x WHERE ${ownOnly('x.partner_id', params.length + 1)}) d ${tail}`,
    [...params, tx.partnerId],
  )

/** The open one of a registration, whose account is locked. */
export async function openDutyOf(tx: Tx, registrationId: string): Promise<DutyRow | null> {
  const [row] = await readDuties(tx, 'WHERE d.registration_id = $1 AND d.closed_at IS NULL', [registrationId])
  return row ?? null
}

/** The latest of each registration, open or closed. */
export async function latestDuties(tx: Tx, registrationIds: readonly string[]): Promise<Map<string, DutyRow>> {
  const rows = await readDuties(tx, 'WHERE d.registration_id = ANY($1) ORDER BY d.opened_at, d.id', [registrationIds])
  return new Map(rows.map((row) => [row.registrationId, row]))
}
