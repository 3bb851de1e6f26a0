import type { Month } from '@parley/contract/statements'
import { able, allOf, assertAble, assertRole, roleAbility, unable } from '../abilities.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { dealReaders, financiers } from '../deals/deal-abilities.ts'
import { dayOf } from '../vendor-days.ts'
import { makeStatements } from './make-statements.ts'
import { lastDayOf } from './month-days.ts'

type Row = { firstDay: string; closedAt: Date | null; closedByName: string | null; statements: number }

const readMonths = ({ tx }: Ctx): Promise<Row[]> =>
  tx.query<Row>(
    `SELECT m.first AS "firstDay", c.closed_at AS "closedAt", c.closed_by_name AS "closedByName",
       (SELECT count(*)::int FROM statement s WHERE s.month = m.first) AS statements
     FROM (SELECT DISTINCT date_trunc('month', j.booked_on)::date AS first FROM journal j UNION SELECT month FROM month_close) m
       LEFT JOIN month_close c ON c.month = m.first ORDER BY m.first DESC`,
  )

/** Months in which something was booked, newest first. */
export async function listMonths(ctx: Ctx): Promise<{ items: Month[] }> {
  assertRole(ctx.actor, dealReaders, 'read statements')
  const rows = await readMonths(ctx)
  return { items: rows.map((row) => toMonth(ctx, row, rows)) }
}

function toMonth(ctx: Ctx, { firstDay, closedAt, closedByName, statements }: Row, all: readonly Row[]): Month {
  const month = firstDay.slice(0, 7)
  const close = canClose(ctx, month, all)
  return { month, closedAt: closedAt?.toISOString() ?? null, closedByName, statements, can: { close } }
}

/** "November 2026". */
const inWords = ({ locale }: Ctx, month: string): string =>
  new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-01`))

function canClose(ctx: Ctx, month: string, all: readonly Row[]) {
  const earlier = all.find(({ firstDay, closedAt }) => firstDay.slice(0, 7) < month && closedAt === null)
  const isOver = lastDayOf(month) < dayOf(ctx.now, ctx.vendor.timeZone)
  return allOf(
    roleAbility(ctx.actor, financiers, 'close months'),
    all.some(({ firstDay, closedAt }) => firstDay.slice(0, 7) === month && closedAt !== null)
      ? unable(`${inWords(ctx, month)} is closed already.`)
      : able,
    isOver ? able : unable(`${inWords(ctx, month)} isn’t over yet.`),
    earlier ? unable(`Close ${inWords(ctx, earlier.firstDay.slice(0, 7))} first.`) : able,
  )
}

/** Makes the statements of a month that is over. From then on nothing is booked in it: corrections are bookings of a later one. */
export async function closeMonth(ctx: Ctx, { month }: { month: string }): Promise<Month> {
  assertRole(ctx.actor, financiers, 'close months')
  // What lowers a share waits until the statements are there, or they see what it has lowered: see `assertNothingUnpaid`.
  await ctx.tx.query("SELECT pg_advisory_xact_lock(hashtextextended('statements', 18))")
  assertAble(canClose(ctx, month, await readMonths(ctx)))
  const made = await makeStatements(ctx, month)
  await ctx.tx.query('INSERT INTO month_close (id, month, closed_at, closed_by_name) VALUES ($1, $2, $3, $4)', [
    ctx.newId(),
    `${month}-01`,
    ctx.now,
    ctx.actor.name,
  ])
  const subject = { kind: 'month', id: month, name: month }
  await recordEvent(ctx, { action: 'month.closed', subject, details: { statements: made } })
  const rows = await readMonths(ctx)
  return toMonth(ctx, rows.find(({ firstDay }) => firstDay.startsWith(month))!, rows)
}
