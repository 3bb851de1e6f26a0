import type { Band, Contest, PartnerSegments, PlaceKind } from '@parley/contract/segments'
import { compile } from '@parley/rules/compile/closures'
import { explain } from '@parley/rules/explain/reasons'
import { segment as point } from '@parley/rules/points/segment/point'
import type { Policy } from '@parley/rules/policy'
import type { Ctx } from '../context.ts'
import { loadPolicy, policyInForce } from '../policies/policy-in-force.ts'
import { addDays } from '../vendor-days.ts'
import { elsewhere } from './places-told.ts'
import { type SegmentSettings, segmentSettings } from './segment-policy.ts'

type Told = { countId: string; countedOn: string; policyVersion: number; countries: string[] }
type Row = {
  place: string
  title: string
  productFamily: string
  companies: number
  others: number
  worked: number
  contested: number
  ownCompanies: number
}

/**
 * How crowded a country's places are for this partner, in the bands of the policy by which they were counted. Without a country, the
 * partner's own, or the first there is.
 */
export async function readPartnerSegments(
  ctx: Ctx,
  { country }: { country?: string | undefined },
): Promise<PartnerSegments> {
  const { tx, now, productFamilies } = ctx
  const [told] = await tx.query<Told>(
    'SELECT count_id AS "countId", counted_on AS "countedOn", policy_version AS "policyVersion", countries FROM segments_told()',
  )
  const policy = told
    ? await loadPolicy(tx, 'segment', told.policyVersion)
    : (await policyInForce(tx, 'segment', now)).policy
  const settings = segmentSettings(policy)
  const { activeDays, minimumCompanies, contestedFromPartners, countEveryDays } = settings
  const known = { activeDays, minimumCompanies, contestedFromPartners, productFamilies }
  if (!told)
    return { ...known, ...{ countedOn: null, nextCountOn: null, countries: [], country: null, bands: [], places: [] } }
  const chosen = country ?? (await ownCountry(ctx, told.countries))
  const rows = await tx.query<Row>(
    `SELECT place, title, product_family AS "productFamily", companies, others, worked, contested, own_companies AS "ownCompanies"
     FROM segments_for($1, $2, $3)`,
    [tx.partnerId, told.countId, chosen],
  )
  const bands = new Bands(policy, ctx.locale)
  return {
    ...known,
    countedOn: told.countedOn,
    nextCountOn: addDays(told.countedOn, countEveryDays),
    countries: told.countries,
    country: chosen,
    places: [...Map.groupBy(rows, ({ place }) => place)].map(([place, cells]) => ({
      kind: kindOf(place),
      title: cells[0]!.title,
      segments: cells.map((row) => ({
        productFamily: row.productFamily,
        band: bands.of(row),
        contested: contestOf(row, settings),
        ownCompanies: row.ownCompanies,
      })),
    })),
    bands: bands.all,
  }
}

const kindOf = (place: string): PlaceKind => (place === '' ? 'country' : place === elsewhere ? 'elsewhere' : 'city')

async function ownCountry({ tx }: Ctx, countries: readonly string[]): Promise<string | null> {
  const [own] = await tx.query<{ country: string }>('SELECT country FROM partner WHERE id = $1', [tx.partnerId])
  return countries.find((each) => each === own?.country) ?? countries[0] ?? null
}

/** How often the others meet, as a part of the companies that they work with; of few others it would be about one deal. */
export function contestOf(
  { companies, others, worked, contested }: Pick<Row, 'companies' | 'others' | 'worked' | 'contested'>,
  settings: SegmentSettings,
): Contest | null {
  const { minimumCompanies, contestedFromPartners, sometimesFromBps, oftenFromBps } = settings
  if (others < contestedFromPartners || Math.min(companies, worked) < minimumCompanies) return null
  const reaches = (bps: number) => contested * 10_000 >= worked * bps
  if (reaches(oftenFromBps)) return 'often'
  return reaches(sometimesFromBps) ? 'sometimes' : 'rarely'
}

/** What the policy says of each segment, each answer once: as partners read it. */
class Bands {
  readonly all: Band[] = []
  #seen = new Map<string, number>()
  #policy: Policy
  #locale: string

  constructor(policy: Policy, locale: string) {
    this.#policy = policy
    this.#locale = locale
  }

  /** The place of its band in `all`. */
  of({ others, companies }: Pick<Row, 'others' | 'companies'>): number {
    const facts = { 'segment.otherPartners': others, 'segment.companies': companies }
    const decision = compile(point, this.#policy).decide(facts)
    if (decision.status !== 'decided') throw new Error('The policy for segment left a segment undecided.')
    const { type, params } = decision.outcome
    const [reason] = explain(point, this.#policy, facts, decision, 'partner', this.#locale)
    const { title, favour } = point.outcomes[type as keyof typeof point.outcomes]
    const count = (value: unknown) => (typeof value === 'number' ? value : null)
    const band: Band = {
      ...{ type, title, favour, above: count(params.above), upTo: count(params.upTo) },
      ...{ text: reason?.text ?? `${title}.`, possible: reason?.possible ?? null },
    }
    const key = JSON.stringify(band)
    const known = this.#seen.get(key)
    if (known !== undefined) return known
    this.#seen.set(key, this.all.push(band) - 1)
    return this.all.length - 1
  }
}
