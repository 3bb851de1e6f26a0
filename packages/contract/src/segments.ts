import { z } from 'zod'
import { country, day, id, instant, keysOf, productFamilyId } from './text.ts'

/** How often partners meet at one company in a segment. */
export const contests = { rarely: 'Rarely', sometimes: 'Sometimes', often: 'Often' } as const
export type Contest = keyof typeof contests
export const Contest = keysOf(contests)

/** A country as a whole, a city, or the cities of it that are too small to be counted alone. */
export const PlaceKind = z.enum(['country', 'city', 'elsewhere'])
export type PlaceKind = z.infer<typeof PlaceKind>

/** What partners may be told of a segment, in the policy's words: the same for every number in the band. */
export const Band = z
  .object({
    type: z.string(),
    title: z.string(),
    favour: z.int(),
    /** "5" or more, "9" or less; null where the band has no such end. */
    above: z.int().nullable(),
    upTo: z.int().nullable(),
    text: z.string(),
    possible: z.string().nullable(),
  })
  .meta({ id: 'SegmentBand' })
export type Band = z.infer<typeof Band>

/** How crowded each place of a country is, for each product family. No number of others is in it, and nobody's name. */
export const PartnerSegments = z
  .object({
    /** The day of the count, and the first one on which it is counted again; null before the first. */
    countedOn: day.nullable(),
    nextCountOn: day.nullable(),
    /** By the policy in force: for how long work counts, and how many companies a place needs. */
    activeDays: z.int(),
    minimumCompanies: z.int(),
    contestedFromPartners: z.int(),
    countries: z.array(z.string()),
    country: z.string().nullable(),
    productFamilies: z.array(z.object({ id: z.string(), name: z.string() })),
    bands: z.array(Band),
    places: z.array(
      z.object({
        kind: PlaceKind,
        /** The city's name; empty for the country and elsewhere. */
        title: z.string(),
        /** In the order of the product families. */
        segments: z.array(
          z.object({
            productFamily: z.string(),
            /** Which of the bands. */
            band: z.int(),
            /** How often the others meet; null where there are too few of them to say. */
            contested: Contest.nullable(),
            /** Companies that you worked with on the day of the count. */
            ownCompanies: z.int(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'PartnerSegments' })
export type PartnerSegments = z.infer<typeof PartnerSegments>

export const PartnerSegmentsQuery = z.object({ country: country.optional() })

const numbers = {
  partners: z.int(),
  /** Companies that a partner works with, and those with which two or more do. */
  worked: z.int(),
  contested: z.int(),
  protections: z.int(),
  openConflicts: z.int(),
}
export const SegmentNumbers = z.object(numbers)
export type SegmentNumbers = z.infer<typeof SegmentNumbers>

export const mapSorts = {
  partners: 'Most partners',
  contested: 'Most contested companies',
  protections: 'Most protections',
  openConflicts: 'Most open conflicts',
  companies: 'Most companies',
  name: 'By name',
} as const
export type MapSort = keyof typeof mapSorts
export const MapSort = keysOf(mapSorts)

/** A city as the map names it. `(unknown)` where none is known. */
const place = z.string().max(200)
/** A country as the map names it; `none` where none is known. */
const mapCountry = z.union([country, z.literal('none')])

export const OverlapMapQuery = z.object({
  country: mapCountry.optional().describe('Its cities; without it, all countries.'),
  productFamily: productFamilyId.optional().describe('Sorts by the numbers of this product family.'),
  q: z.string().max(200).optional().describe('Part of the name of a city.'),
  sort: MapSort.default('partners'),
})

export const OverlapRow = z
  .object({
    country: mapCountry,
    /** Empty for a whole country. */
    place,
    title: z.string(),
    companies: z.int(),
    /** Whether partners read this place by itself. */
    isTold: z.boolean(),
    total: SegmentNumbers,
    /** In the order of the product families. */
    cells: z.array(SegmentNumbers),
  })
  .meta({ id: 'OverlapRow' })
export type OverlapRow = z.infer<typeof OverlapRow>

/** The whole program, or one country of it: places by product families. */
export const OverlapMap = z
  .object({
    countedAt: instant.nullable(),
    partnersRead: z.object({ countedOn: day, nextCountOn: day }).nullable(),
    productFamilies: z.array(z.object({ id: z.string(), name: z.string() })),
    rows: z.array(OverlapRow),
    /** Rows that were left out: the map shows 200. */
    more: z.int(),
  })
  .meta({ id: 'OverlapMap' })
export type OverlapMap = z.infer<typeof OverlapMap>

export const SegmentQuery = z.object({
  country: mapCountry.optional(),
  place: place.optional().describe('A city; only with a country.'),
  productFamily: productFamilyId.optional(),
  partnerId: id.optional().describe('Only what concerns this partner.'),
})

const named = z.object({ id, name: z.string() })

/** Who works in a segment, who meets whom, and at which companies. Staff only: it names partners. */
export const SegmentDetail = z
  .object({
    countedAt: instant.nullable(),
    numbers: SegmentNumbers,
    partners: z.array(z.object({ ...named.shape, companies: z.int(), contested: z.int(), protections: z.int() })),
    pairs: z.array(z.object({ one: named, other: named, companies: z.int(), openConflicts: z.int() })),
    contestedAccounts: z.array(
      z.object({
        ...named.shape,
        city: z.string().nullable(),
        productFamilyName: z.string(),
        partners: z.array(z.object({ ...named.shape, isProtected: z.boolean() })),
        openConflictId: id.nullable(),
      }),
    ),
  })
  .meta({ id: 'SegmentDetail' })
export type SegmentDetail = z.infer<typeof SegmentDetail>
