import { dayMs, type Season, seasonBegins } from '../season.ts'

/** Who leads what, looked at once a day, as one would who asks then: more than one is a fault. */
export type LeadsSeen = { days: number; leads: number; twice: string[] }

/** What the jobs do in a running Parley, once a day before work; and one look at who leads. */
export function planDays(season: Season): LeadsSeen {
  const seen: LeadsSeen = { days: 0, leads: 0, twice: [] }
  const morning = Math.ceil(seasonBegins.getTime() / dayMs) * dayMs + 11 * 3_600_000
  for (let at = morning, day = 0; at < season.ends.getTime(); at += dayMs, day++)
    season.plan(new Date(at), () => passDay(season, seen, day % 7 === 0))
  return seen
}

async function passDay(season: Season, seen: LeadsSeen, isSigned: boolean): Promise<void> {
  await season.runsJobs({ isSigned })
  await look(season, seen)
}

async function look(season: Season, seen: LeadsSeen): Promise<void> {
  const rows = await season.sql<{ account: string; family: string; leads: number }>(
    `SELECT a.name AS account, x.product_family AS family, count(*)::int AS leads
     FROM parley.protection x JOIN parley.account o ON o.id = x.account_id JOIN parley.account a ON a.id = coalesce(o.merged_into, o.id)
     WHERE x.kind = 'exclusive' AND x.during @> $1::timestamptz GROUP BY a.id, a.name, x.product_family`,
    [season.now],
  )
  seen.days++
  seen.leads += rows.length
  for (const { account, family, leads } of rows)
    if (leads > 1) seen.twice.push(`${leads} lead ${account} for ${family} on ${season.today}`)
}
