import { type Ctx, type Env, systemActor } from '../context.ts'
import { policyInForce } from '../policies/policy-in-force.ts'
import { inTransaction } from '../transaction.ts'
import { addDays, dayOf, daysFrom, startOfDay } from '../vendor-days.ts'
import { type City, elsewhere, ofOthers, placesTold } from './places-told.ts'
import { segmentSettings } from './segment-policy.ts'

export type CountedSegments = { companies: number; places: number; forPartners: boolean }

/**
 * Counts who works where, for the staff's map; and for partners when the policy's days since their last count are over, so that one
 * registration is not seen when it is made. Counts that nobody reads any more are forgotten.
 */
export const countSegments = (env: Env): Promise<CountedSegments> => inTransaction(env, systemActor, count)

async function count(ctx: Ctx): Promise<CountedSegments> {
  const { tx, now, vendor } = ctx
  await tx.query(wholeTables)
  const { version, policy } = await policyInForce(tx, 'segment', now)
  const settings = segmentSettings(policy)
  const today = dayOf(now, vendor.timeZone)
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('segments', 22))`)
  const [last] = await tx.query<{ on: string }>(
    'SELECT counted_on AS on FROM segment_count WHERE for_partners ORDER BY counted_at DESC LIMIT 1',
  )
  const forPartners = !last || daysFrom(last.on, today) >= settings.countEveryDays
  const id = ctx.newId()
  const since = startOfDay(addDays(today, -settings.activeDays), vendor.timeZone)
  await tx.query(
    `INSERT INTO segment_count (id, counted_at, counted_on, policy_version, work_since, for_partners) VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, now, today, version, since, forPartners],
  )
  await tx.query(interests, [id, now, since])
  const places = await keepPlaces(ctx, id, settings.minimumCompanies)
  await tx.query(cells, [id])
  await tx.query(
    `DELETE FROM segment_count c WHERE c.id <> $1 AND ($2 OR c.id <> (
       SELECT p.id FROM segment_count p WHERE p.for_partners ORDER BY p.counted_at DESC LIMIT 1))`,
    [id, forPartners],
  )
  await tx.query('DELETE FROM segment_interest WHERE count_id <> ALL (ARRAY(SELECT c.id FROM segment_count c))')
  const [known] = await tx.query<{ companies: number }>(
    `SELECT coalesce(sum(companies), 0)::int AS companies FROM segment_place WHERE count_id = $1 AND place = ''`,
    [id],
  )
  return { companies: known!.companies, places, forPartners }
}

/** Row-level security hides from the planner how many rows there are: it would compare each with each. */
const wholeTables = "SET LOCAL statement_timeout = '10min'; SET LOCAL enable_nestloop = off"

/** Registered since (refused or not: it wants the company), or protected now; and whoever made the latest sale. One row for a partner, company and product family. */
const interests = `
  INSERT INTO segment_interest (count_id, account_id, product_family, partner_id, country, city, is_protected, partners_there)
  SELECT $1, a.id, w.product_family, w.partner_id, coalesce(a.country, ''), folded_city(a.city), bool_or(w.is_protected),
    count(*) OVER (PARTITION BY a.id, w.product_family)
  FROM (
    SELECT r.account_id, r.product_family, r.partner_id, x.registration_id IS NOT NULL AS is_protected
    FROM registration r LEFT JOIN protection x ON x.registration_id = r.id AND x.during @> $2::timestamptz AND x.ended_because IS NULL
    WHERE r.submitted_at <= $2 AND (x.registration_id IS NOT NULL OR (r.submitted_at >= $3 AND r.status <> 'withdrawn'))
    UNION ALL
    SELECT h.account_id, h.product_family, h.incumbent_partner_id, false FROM holding h WHERE h.incumbent_partner_id IS NOT NULL
  ) w JOIN account a ON a.id = w.account_id
  GROUP BY a.id, w.product_family, w.partner_id`

type PlaceRow = { country: string; place: string; title: string; companies: number }

/** Every place with its companies, and under which name partners read it. Ends in how many there are. */
async function keepPlaces({ tx }: Ctx, id: string, minimum: number): Promise<number> {
  const known = await tx.query<PlaceRow>(
    `SELECT coalesce(country, '') AS country, folded_city(city) AS place,
       coalesce(mode() WITHIN GROUP (ORDER BY btrim(city)), '') AS title, count(*)::int AS companies
     FROM account WHERE merged_into IS NULL GROUP BY 1, 2`,
  )
  const brought = await tx.query<{ country: string; place: string; partnerId: string; companies: number }>(
    `SELECT coalesce(a.country, '') AS country, folded_city(a.city) AS place, r.partner_id AS "partnerId", count(DISTINCT a.id)::int AS companies
     FROM registration r JOIN account a ON a.id = r.account_id AND a.merged_into IS NULL WHERE r.account_match = 'new' GROUP BY 1, 2, 3`,
  )
  const byPlace = Map.groupBy(brought, ({ country, place }) => `${country} ${place}`)
  const rows = [...Map.groupBy(known, ({ country }) => country)].flatMap(([country, places]) =>
    rowsOf(
      country,
      places.map((row) => ({
        ...row,
        brought: new Map(
          byPlace.get(`${country} ${row.place}`)?.map(({ partnerId, companies }) => [partnerId, companies]),
        ),
      })),
      minimum,
    ),
  )
  await tx.query(
    `INSERT INTO segment_place (count_id, country, place, title, companies, companies_of_others, told_as)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::int[], $7::text[])`,
    [
      id,
      rows.map(({ country }) => country),
      rows.map(({ place }) => place),
      rows.map(({ title }) => title),
      rows.map(({ companies }) => companies),
      rows.map(({ companiesOfOthers }) => companiesOfOthers),
      rows.map(({ toldAs }) => toldAs),
    ],
  )
  return rows.length
}

/** A country, its cities, and those that partners are told of together. Where no country is known, partners are told of nothing. */
function rowsOf(country: string, cities: (City & { title: string })[], minimum: number) {
  const told = placesTold(cities, minimum)
  const together = cities.filter(({ place }) => told.get(place) === elsewhere)
  const row = (place: string, title: string, of: readonly City[], toldAs: string | null) => ({
    ...{ country, place, title, toldAs: country === '' ? null : toldAs },
    companies: of.reduce((sum, { companies }) => sum + companies, 0),
    companiesOfOthers: ofOthers(of),
  })
  return [
    row('', '', cities, ofOthers(cities) >= minimum ? '' : null),
    ...cities.map((city) => row(city.place, city.title, [city], told.get(city.place) ?? null)),
    ...(together.length > 0 ? [row(elsewhere, '', together, elsewhere)] : []),
  ]
}

/** Numbers of each place by product family, and of all of them together ('' for the family). */
const cells = `
  WITH interest AS (
    SELECT each.place, i.* FROM segment_interest i JOIN segment_place p ON p.count_id = i.count_id AND p.country = i.country AND p.place = i.city
    CROSS JOIN LATERAL (SELECT '' AS place UNION SELECT i.city UNION SELECT p.told_as WHERE p.told_as IS NOT NULL) each WHERE i.count_id = $1
  ), open AS (
    SELECT each.place, coalesce(a.country, '') AS country, c.product_family FROM conflict c JOIN account a ON a.id = c.account_id
    JOIN segment_place p ON p.count_id = $1 AND p.country = coalesce(a.country, '') AND p.place = folded_city(a.city)
    CROSS JOIN LATERAL (SELECT '' AS place UNION SELECT p.place UNION SELECT p.told_as WHERE p.told_as IS NOT NULL) each WHERE c.closed_at IS NULL
  ), conflicts AS (
    SELECT country, place, coalesce(product_family, '') AS product_family, count(*)::int AS open FROM open GROUP BY GROUPING SETS ((country, place, product_family), (country, place))
  ), counted AS (
    SELECT country, place, coalesce(product_family, '') AS product_family, count(DISTINCT partner_id)::int AS partners, count(DISTINCT account_id)::int AS worked,
      count(DISTINCT account_id) FILTER (WHERE partners_there > 1)::int AS contested, count(*) FILTER (WHERE is_protected)::int AS protections
    FROM interest GROUP BY GROUPING SETS ((country, place, product_family), (country, place))
  )
  INSERT INTO segment_cell (count_id, country, place, product_family, partners, worked, contested, protections, open_conflicts)
  SELECT $1, country, place, product_family, coalesce(partners, 0), coalesce(worked, 0), coalesce(contested, 0), coalesce(protections, 0), coalesce(open, 0)
  FROM counted FULL JOIN conflicts USING (country, place, product_family)`
