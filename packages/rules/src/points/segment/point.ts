import { definePoint, type OutcomeParameter } from '../../point.ts'

const upTo = {
  kind: 'count',
  unit: 'partners',
  title: 'other partners, at most',
  minimum: 0,
  maximum: 100_000,
} as const satisfies OutcomeParameter

const above = {
  kind: 'count',
  unit: 'partners',
  title: 'other partners, more than',
  minimum: 0,
  maximum: 100_000,
} as const satisfies OutcomeParameter

/**
 * How crowded is this segment? Asked for each place and product family, of each partner that looks. The facts count others, so they are
 * the vendor's own: a partner reads the band, in words that can't hold a figure of them.
 */
export const segment = definePoint({
  id: 'segment',
  title: 'Segment',
  question: 'How crowded is this segment?',
  hitPolicy: 'first',
  facts: {
    'segment.otherPartners': {
      kind: 'count',
      unit: 'partners',
      title: 'other partners that work in the segment',
      minimum: 0,
      maximum: 100_000,
      knownTo: 'staff',
      changeableBy: 'nobody',
    },
    'segment.companies': {
      kind: 'count',
      unit: 'accounts',
      title: 'companies known in the place, without those that any one partner alone brought',
      minimum: 0,
      maximum: 100_000_000,
      knownTo: 'staff',
      changeableBy: 'nobody',
    },
  },
  outcomes: {
    nobodyElse: { title: 'Nobody else', favour: 2, careful: false, parameters: {} },
    few: { title: 'A few others', favour: 1, careful: false, parameters: { upTo } },
    several: { title: 'Several others', favour: 0, careful: false, parameters: { above, upTo } },
    crowded: { title: 'Crowded', favour: -1, careful: false, parameters: { above } },
    /** Of few companies, a count would be about one of them. */
    tooSmall: { title: 'Too small to say', favour: 0, careful: true, parameters: {} },
  },
  settings: {
    minimumCompanies: {
      kind: 'count',
      unit: 'accounts',
      title: 'companies that a place needs before it is counted by itself',
      minimum: 2,
      maximum: 1_000,
    },
    activeDays: {
      kind: 'count',
      unit: 'days',
      title: 'days for which a registration counts as work in a segment',
      minimum: 30,
      maximum: 1_825,
    },
    countEveryDays: {
      kind: 'count',
      unit: 'days',
      title: 'days between two counts that partners see',
      minimum: 1,
      maximum: 92,
    },
    contestedFromPartners: {
      kind: 'count',
      unit: 'partners',
      title: 'other partners from which it is said how often they meet',
      minimum: 3,
      maximum: 1_000,
    },
    sometimesFrom: {
      kind: 'rate',
      of: 'the companies that others work with',
      title: 'companies with two or more partners from which they meet sometimes',
    },
    oftenFrom: {
      kind: 'rate',
      of: 'the companies that others work with',
      title: 'companies with two or more partners from which they meet often',
    },
  },
})
