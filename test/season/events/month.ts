import { partnerStatements, staffStatements } from '@parley/contract/routes/statements'
import type { StatementSummary } from '@parley/contract/statements'
import { type Season, seasonBegins } from '../season.ts'

/** On the third of each month the one before is closed; its statements are paid over the weeks that follow, some lines disputed. */
export function planMonths(season: Season): void {
  for (let month = 1; month <= season.options.months; month++) {
    const at = new Date(Date.UTC(seasonBegins.getUTCFullYear(), seasonBegins.getUTCMonth() + month, 3, 16))
    season.plan(at, () => closeMonths(season))
  }
}

async function closeMonths(season: Season): Promise<void> {
  const finance = season.staff('finance')
  await season.runsJobs()
  const { items } = await finance.does(staffStatements.months, {})
  for (const { month, closedAt } of items.toReversed()) {
    if (closedAt !== null || month >= season.today.slice(0, 7)) continue
    const { statements } = await finance.does(staffStatements.closeMonth, { params: { month }, body: {} })
    season.count('months', 'closed')
    const made = await finance.does(staffStatements.list, { query: { month, limit: 100 } })
    if (made.items.length !== statements)
      throw new Error(`${month} has ${made.items.length} of ${statements} statements.`)
    for (const statement of made.items) follow(season, statement)
  }
}

function follow(season: Season, statement: StatementSummary): void {
  const random = season.random('statements')
  season.count('statements', statement.totalMinor > 0 ? 'to be paid' : 'nothing to be paid')
  if (statement.totalMinor > 0) season.inDays(random.whole(1, 12), random, () => pay(season, statement))
  if (random.chance(0.3)) season.inDays(random.whole(1, 45), random, () => dispute(season, statement))
}

async function pay(season: Season, { id }: StatementSummary): Promise<void> {
  await season.staff('finance').does(staffStatements.pay, { params: { id }, body: {} })
  season.count('statements', 'paid')
}

async function dispute(season: Season, { id, partner }: StatementSummary): Promise<void> {
  const random = season.random('statements')
  const who = season.partner(season.cast.partners.find((each) => each.id === partner.id)!)
  const { lines } = await who.does(partnerStatements.get, { params: { id } })
  const line = random.pick(lines)
  const opened = await season.tries('disputes', () =>
    who.does(partnerStatements.dispute, {
      params: { id: line.id },
      body: { reason: 'The second site was ordered with it and isn’t in the amount.' },
    }),
  )
  if (!opened) return
  const { dueOn } = opened.lines.find((each) => each.id === line.id)!.dispute!
  season.count('disputes', dueOn === null ? 'too late' : 'opened')
  if (dueOn !== null) season.inDays(random.whole(1, 6), random, () => answer(season, line.id))
}

async function answer(season: Season, lineId: string): Promise<void> {
  const random = season.random('statements')
  const finance = season.staff('finance')
  const { items } = await finance.does(staffStatements.disputes, {})
  const open = items.find((each) => each.lineId === lineId)!
  const wording = 'We looked at the order again together with sales.'
  const params = { id: open.id }
  if (random.chance(0.5)) {
    const body = { isUpheld: true, wording, amountMinor: random.whole(1, 40_000) }
    const upheld = await season.tries('disputes', () => finance.does(staffStatements.answer, { params, body }))
    if (upheld) return season.count('disputes', 'upheld')
  }
  await finance.does(staffStatements.answer, { params, body: { isUpheld: false, wording } })
  season.count('disputes', 'not upheld')
}
