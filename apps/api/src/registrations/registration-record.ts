import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { type DecisionRow, readDecisionsOf } from '../decisions/decision-rows.ts'
import { type DutyRow, latestDuties } from '../duties/duty-rows.ts'
import type { Tx } from '../transaction.ts'
import type { RegistrationRow } from './registration-rows.ts'

export type InformationRequestRow = {
  id: string
  question: string
  askedByName: string
  askedAt: Date
  dueAt: Date
  answer: string | null
  answeredAt: Date | null
  answeredByName: string | null
}

export type ActivityRow = {
  id: string
  kind: 'meeting' | 'demo' | 'proposal' | 'call' | 'other'
  note: string
  happenedOn: string
  loggedAt: Date
  loggedByName: string
}

/** A registration with all that was said and decided about it, oldest first. */
export type RegistrationRecord = {
  row: RegistrationRow
  decisions: DecisionRow[]
  informationRequests: InformationRequestRow[]
  /** It begins in this transaction, so that nothing else stands at it yet. */
  isBeingMade?: true
  activities: ActivityRow[]
  /** What the vendor owes on it, or owed last. */
  duty: DutyRow | null
}

export async function readRecord(ctx: Ctx, row: RegistrationRow): Promise<RegistrationRecord> {
  return (await readRecords(ctx, [row]))[0]!
}

/** The same of many, in their order, by four queries in all. */
export async function readRecords({ tx }: Ctx, rows: readonly RegistrationRow[]): Promise<RegistrationRecord[]> {
  const ids = rows.map(({ id }) => id)
  const decisions = Map.groupBy(await readDecisionsOf(tx, ids), ({ subjectId }) => subjectId)
  const requests = Map.groupBy(await readInformationRequests(tx, ids), ({ registrationId }) => registrationId)
  const activities = Map.groupBy(await readActivities(tx, ids), ({ registrationId }) => registrationId)
  const duties = await latestDuties(tx, ids)
  return rows.map((row) => ({
    row,
    decisions: decisions.get(row.id) ?? [],
    informationRequests: (requests.get(row.id) ?? []).map(({ registrationId, ...each }) => each),
    activities: (activities.get(row.id) ?? []).map(({ registrationId, ...each }) => each),
    duty: duties.get(row.id) ?? null,
  }))
}

type OfRegistration<Row> = Row & { registrationId: string }

const readInformationRequests = (tx: Tx, registrationIds: readonly string[]) =>
  tx.query<OfRegistration<InformationRequestRow>>(
    `SELECT registration_id AS "registrationId", id, question, asked_by_name AS "askedByName", asked_at AS "askedAt",
       due_at AS "dueAt", answer, answered_at AS "answeredAt", answered_by_name AS "answeredByName"
     FROM information_request WHERE registration_id = ANY($1) ORDER BY asked_at, id`,
    [registrationIds],
  )

const readActivities = (tx: Tx, registrationIds: readonly string[]) =>
  tx.query<OfRegistration<ActivityRow>>(
    `SELECT registration_id AS "registrationId", id, kind, note, happened_on AS "happenedOn", logged_at AS "loggedAt",
       logged_by_name AS "loggedByName"
     FROM activity WHERE registration_id = ANY($1) ORDER BY logged_at, id`,
    [registrationIds],
  )

/** An edit is based on what its author saw: 412 when somebody changed it since. */
export function assertUnchanged(row: { version: number }, ifMatch: number): void {
  if (row.version === ifMatch) return
  throw new AppError(
    'stale',
    'This was changed since you loaded it. Load it again, then repeat what you want to change.',
  )
}
