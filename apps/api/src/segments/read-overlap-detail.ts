import type { SegmentDetail, SegmentNumbers } from '@parley/contract/segments'
import { assertRole } from '../abilities.ts'
import { accountReaders } from '../accounts/account-abilities.ts'
import type { Ctx } from '../context.ts'
import { newestCount } from './read-overlap-map.ts'

type Query = {
  country?: string | undefined
  place?: string | undefined
  productFamily?: string | undefined
  partnerId?: string | undefined
}

const shown = { partners: 100, pairs: 50, accounts: 50 }

/** Who works in a segment, which pairs of partners meet there how often, and at which companies: by the newest count. */
export async function readOverlapDetail(ctx: Ctx, query: Query): Promise<SegmentDetail> {
  assertRole(ctx.actor, accountReaders, 'see where partners meet')
  const count = await newestCount(ctx)
  const none = { partners: 0, worked: 0, contested: 0, protections: 0, openConflicts: 0 }
  if (!count) return { countedAt: null, numbers: none, partners: [], pairs: [], contestedAccounts: [] }
  const { country, place, productFamily, partnerId } = query
  const where = [
    count.id,
    country === 'none' ? '' : (country ?? null),
    place || null,
    productFamily ?? null,
    partnerId ?? null,
  ]
  const { tx } = ctx
  // See count-segments.ts: whoever meets whom is found by hashing. Companies are then looked up by their ids.
  await tx.query('SET LOCAL enable_nestloop = off')
  const pairs = await tx.query<SegmentDetail['pairs'][number]>(pairsIn, where)
  await tx.query('SET LOCAL enable_nestloop = on')
  const [numbers] = await tx.query<SegmentNumbers>(numbersOf, where)
  return {
    countedAt: count.countedAt.toISOString(),
    numbers: numbers ?? none,
    partners: await tx.query<SegmentDetail['partners'][number]>(partnersIn, where),
    pairs,
    contestedAccounts: await tx.query<SegmentDetail['contestedAccounts'][number]>(contestedIn, where),
  }
}

/** `met`: what is asked for. With a partner, the companies at which it is one of those that work there. */
const met = `met AS (
  SELECT i.* FROM segment_interest i WHERE i.count_id = $1 AND ($2::text IS NULL OR i.country = $2) AND ($3::text IS NULL OR i.city = $3)
    AND ($4::text IS NULL OR i.product_family = $4)
    AND ($5::uuid IS NULL OR (i.account_id, i.product_family) IN (SELECT o.account_id, o.product_family FROM segment_interest o
      WHERE o.count_id = $1 AND o.partner_id = $5))
), open AS (
  SELECT DISTINCT ON (s.account_id, s.product_family) s.account_id, s.product_family, c.id
  FROM (SELECT DISTINCT account_id, product_family FROM met) s
  JOIN conflict c ON c.account_id = s.account_id AND c.product_family = s.product_family AND c.closed_at IS NULL
)`

const numbersOf = `WITH ${met}
  SELECT count(DISTINCT partner_id)::int AS partners, count(DISTINCT account_id)::int AS worked,
    count(DISTINCT account_id) FILTER (WHERE partners_there > 1)::int AS contested, count(*) FILTER (WHERE is_protected)::int AS protections,
    (SELECT count(*)::int FROM open) AS "openConflicts" FROM met`

const partnersIn = `WITH ${met}
  SELECT p.id, p.name, count(DISTINCT m.account_id)::int AS companies, count(DISTINCT m.account_id) FILTER (WHERE m.partners_there > 1)::int AS contested,
    count(*) FILTER (WHERE m.is_protected)::int AS protections
  FROM met m JOIN partner p ON p.id = m.partner_id GROUP BY p.id, p.name ORDER BY companies DESC, p.name, p.id LIMIT ${shown.partners}`

const pairsIn = `WITH ${met}
  SELECT jsonb_build_object('id', one.id, 'name', one.name) AS one, jsonb_build_object('id', other.id, 'name', other.name) AS other,
    m.companies, m.open AS "openConflicts"
  FROM (
    SELECT a.partner_id AS one, b.partner_id AS other, count(DISTINCT a.account_id)::int AS companies, count(DISTINCT o.id)::int AS open
    FROM met a JOIN met b ON b.account_id = a.account_id AND b.product_family = a.product_family AND b.partner_id <> a.partner_id
    LEFT JOIN open o ON o.account_id = a.account_id AND o.product_family = a.product_family
    WHERE a.partners_there > 1 AND ($5::uuid IS NULL OR $5 IN (a.partner_id, b.partner_id)) GROUP BY 1, 2
  ) m JOIN partner one ON one.id = m.one JOIN partner other ON other.id = m.other AND (one.name, one.id) < (other.name, other.id)
  ORDER BY m.companies DESC, m.open DESC, one.name, other.name, one.id, other.id LIMIT ${shown.pairs}`

const contestedIn = `WITH ${met}
  SELECT a.id, a.name, a.city, f.name AS "productFamilyName", c.partners, o.id AS "openConflictId"
  FROM (
    SELECT m.account_id, m.product_family, count(*)::int AS here,
      jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'isProtected', m.is_protected) ORDER BY m.is_protected DESC, p.name, p.id) AS partners
    FROM met m JOIN partner p ON p.id = m.partner_id WHERE m.partners_there > 1 GROUP BY 1, 2
    ORDER BY here DESC, m.account_id LIMIT 1000
  ) c JOIN account a ON a.id = c.account_id JOIN product_family f ON f.id = c.product_family
  LEFT JOIN open o ON o.account_id = c.account_id AND o.product_family = c.product_family
  ORDER BY o.id IS NOT NULL DESC, c.here DESC, a.name, a.id, f.position LIMIT ${shown.accounts}`
