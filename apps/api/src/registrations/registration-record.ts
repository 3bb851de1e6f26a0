import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { type DecisionRow, readDecisionsOf } from '../decisions/decision-rows.ts'
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
  activities: ActivityRow[]
}

export async function readRecord(ctx: Ctx, row: RegistrationRow): Promise<RegistrationRecord> {
  return {
    row,
    decisions: await readDecisionsOf(ctx.tx, row.id),
    informationRequests: await readInformationRequests(ctx.tx, row.id),
    activities: await readActivities(ctx.tx, row.id),
  }
}

export function readInformationRequests(tx: Tx, registrationId: string): Promise<InformationRequestRow[]> {
  return tx.query<InformationRequestRow>(
    `SELECT id, question, asked_by_name AS "askedByName", asked_at AS "askedAt", due_at AS "dueAt", answer,
       answered_at AS "answeredAt", answered_by_name AS "answeredByName"
     FROM information_request WHERE registration_id = $1 ORDER BY asked_at, id`,
    [registrationId],
  )
}

export function readActivities(tx: Tx, registrationId: string): Promise<ActivityRow[]> {
  return tx.query<ActivityRow>(
    `SELECT id, kind, note, happened_on AS "happenedOn", logged_at AS "loggedAt", logged_by_name AS "loggedByName"
     FROM activity WHERE registration_id = $1 ORDER BY logged_at, id`,
    [registrationId],
  )
}

/** An edit is based on what its author saw: 412 when somebody changed it since. */
export function assertUnchanged(row: { version: number }, ifMatch: number): void {
  if (row.version === ifMatch) return
  throw new AppError(
    'stale',
    'This was changed since you loaded it. Load it again, then repeat what you want to change.',
  )
}
