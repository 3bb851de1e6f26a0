import type { Duty } from '@parley/contract/duties'
import type { Ctx } from '../context.ts'
import { readBriefCard } from '../decisions/decision-card.ts'
import { type DecisionRow, decisionColumns } from '../decisions/decision-rows.ts'
import { lastDayBefore } from '../vendor-days.ts'
import type { DutyRow } from './duty-rows.ts'

/** A duty as its reader may know it: partners read that somebody has it, the staff who. */
export async function toDuty(ctx: Ctx, row: DutyRow): Promise<Duty> {
  const [decision] = await ctx.tx.query<DecisionRow>(`SELECT ${decisionColumns} FROM decision d WHERE d.id = $1`, [
    row.decisionId,
  ])
  const people = ctx.actor.audience === 'partner' ? null : await peopleOf(ctx, [row])
  return {
    ...toDutySummary(ctx, row, people),
    dueAt: row.dueAt?.toISOString() ?? null,
    late: isLate(row, ctx.now),
    closed: row.closedAt && { at: row.closedAt.toISOString(), because: row.closedBecause! },
    decision: await readBriefCard(ctx, decision!),
  }
}

/** Who has it, and what followed: `names` for the staff alone. */
export const toDutySummary = (ctx: Ctx, row: DutyRow, names: Map<string, string> | null) => ({
  firstWordBy: row.firstWordBy?.toISOString() ?? null,
  takenAt: row.takenAt?.toISOString() ?? null,
  heldAs: row.heldAs,
  people: names && toPeople(ctx, row, names),
  interim: row.interimFrom && {
    from: row.interimFrom.toISOString(),
    until: row.interimUntil!.toISOString(),
    lastDay: lastDayBefore(row.interimUntil!, ctx.vendor.timeZone),
  },
})

/** Of one that is answered: whether it was late. At the promised moment it isn't yet. */
export const isLate = ({ dueAt, closedAt }: Pick<DutyRow, 'dueAt' | 'closedAt'>, now: Date): boolean =>
  dueAt !== null && (closedAt ?? now) > dueAt

/** The names behind duties, for the staff. */
export async function peopleOf({ tx }: Ctx, rows: readonly DutyRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ ownerId, holderId }) => [ownerId, holderId]))].filter((id) => id !== null)
  const people = await tx.query<{ id: string; name: string }>(
    'SELECT u.id, u.name FROM auth."user" u WHERE u.id = ANY($1)',
    [ids],
  )
  return new Map(people.map(({ id, name }) => [id, name]))
}

const toPeople = ({ actor }: Ctx, { ownerId, holderId }: DutyRow, names: Map<string, string>) => ({
  ownerName: ownerId && (names.get(ownerId) ?? null),
  holderName: holderId && (names.get(holderId) ?? null),
  isYours: holderId === actor.userId,
})
