import type { MapSort, OverlapMap, OverlapRow, SegmentNumbers } from '@parley/contract/segments'
import { assertRole } from '../abilities.ts'
import { accountReaders } from '../accounts/account-abilities.ts'
import type { Ctx } from '../context.ts'
import type { Ask, Download } from '../http/mount-download.ts'
import { csvLine } from '../imports/csv/harmless.ts'
import { containing } from '../page.ts'
import { loadPolicy } from '../policies/policy-in-force.ts'
import { addDays } from '../vendor-days.ts'
import { elsewhere } from './places-told.ts'
import { segmentSettings } from './segment-policy.ts'

type Query = {
  country?: string | undefined
  productFamily?: string | undefined
  q?: string | undefined
  sort: MapSort
}
type Count = { id: string; countedAt: Date }
type Row = Omit<OverlapRow, 'total' | 'cells'> & { numbers: Record<string, SegmentNumbers> }

const rowsShown = 200
const none: SegmentNumbers = { partners: 0, worked: 0, contested: 0, protections: 0, openConflicts: 0 }

/** Where partners meet: countries, or the cities of one, by product families; the largest first. By the newest count. */
export async function readOverlapMap(ctx: Ctx, query: Query): Promise<OverlapMap> {
  assertRole(ctx.actor, accountReaders, 'see where partners meet')
  const { productFamilies } = ctx
  const count = await newestCount(ctx)
  const partnersRead = await readByPartners(ctx)
  if (!count) return { ...{ countedAt: null, partnersRead, productFamilies, rows: [], more: 0 } }
  const all = await readRows(ctx, count.id, query)
  const rows = all.slice(0, rowsShown)
  return {
    countedAt: count.countedAt.toISOString(),
    partnersRead,
    productFamilies,
    rows,
    more: all.length - rows.length,
  }
}

export async function newestCount({ tx }: Ctx): Promise<Count | undefined> {
  const [count] = await tx.query<Count>(
    'SELECT id, counted_at AS "countedAt" FROM segment_count ORDER BY counted_at DESC LIMIT 1',
  )
  return count
}

async function readByPartners({ tx }: Ctx): Promise<OverlapMap['partnersRead']> {
  const [told] = await tx.query<{ countedOn: string; policyVersion: number }>(
    'SELECT counted_on AS "countedOn", policy_version AS "policyVersion" FROM segments_told()',
  )
  if (!told) return null
  const { countEveryDays } = segmentSettings(await loadPolicy(tx, 'segment', told.policyVersion))
  return { countedOn: told.countedOn, nextCountOn: addDays(told.countedOn, countEveryDays) }
}

async function readRows({ tx, productFamilies }: Ctx, countId: string, query: Query): Promise<OverlapRow[]> {
  const { country, q = '', productFamily = '', sort } = query
  const rows = await tx.query<Row>(
    `SELECT coalesce(nullif(p.country, ''), 'none') AS country, p.place, p.title, p.companies, p.told_as = p.place IS TRUE AS "isTold",
       coalesce(jsonb_object_agg(c.product_family, jsonb_build_object('partners', c.partners, 'worked', c.worked, 'contested', c.contested,
         'protections', c.protections, 'openConflicts', c.open_conflicts)) FILTER (WHERE c.partners IS NOT NULL), '{}') AS numbers
     FROM segment_place p LEFT JOIN segment_cell c USING (count_id, country, place)
     WHERE p.count_id = $1 AND CASE WHEN $2::text IS NULL THEN p.place = '' ELSE p.country = $2 AND p.place NOT IN ('', '${elsewhere}') END
       AND p.title ILIKE $3 GROUP BY p.count_id, p.country, p.place ORDER BY p.country, p.title, p.place`,
    [countId, country === 'none' ? '' : (country ?? null), containing(q)],
  )
  const sizeOf = ({ numbers, companies }: Row) => {
    if (sort === 'name') return 0
    return sort === 'companies' ? companies : (numbers[productFamily] ?? none)[sort]
  }
  return rows
    .toSorted((a, b) => sizeOf(b) - sizeOf(a))
    .map(({ numbers, ...row }) => ({
      ...row,
      total: numbers[''] ?? none,
      cells: productFamilies.map((family) => numbers[family.id] ?? none),
    }))
}

const columns = [
  'Country',
  'City',
  'Product family',
  'Companies',
  'Partners',
  'Companies worked with',
  'Contested companies',
  'Protections',
  'Open conflicts',
]

/** All rows of the map, one for each place and product family. */
export async function overlapMapFile(ask: Ask, query: Query): Promise<Download> {
  const { rows, productFamilies, on } = await ask(async (ctx) => {
    assertRole(ctx.actor, accountReaders, 'see where partners meet')
    const count = await newestCount(ctx)
    return {
      productFamilies: ctx.productFamilies,
      rows: count ? await readRows(ctx, count.id, query) : [],
      on: count?.countedAt.toISOString().slice(0, 10) ?? 'not counted yet',
    }
  })
  async function* pieces() {
    yield `\ufeff${csvLine(columns, ',')}`
    for (const { country, place, title, companies, total, cells } of rows) {
      const where = [country === 'none' ? '' : country, place === '' ? '' : title]
      const line = (family: string, n: SegmentNumbers) =>
        csvLine(
          [
            ...where,
            family,
            ...[companies, n.partners, n.worked, n.contested, n.protections, n.openConflicts].map(String),
          ],
          ',',
        )
      yield [line('All', total), ...cells.map((each, at) => line(productFamilies[at]!.name, each))].join('')
    }
  }
  return { fileName: `Overlap map ${on}.csv`, pieces: pieces() }
}
