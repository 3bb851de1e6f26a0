import { definePoint, type FactDefinition } from '@parley/rules/point'

const titled = (title: string) => ({ title, knownTo: 'partner', changeableBy: 'partner' }) as const

function numbered(
  count: number,
  name: string,
  definition: (title: string) => FactDefinition,
): Record<string, FactDefinition> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${name}${index}`, definition(`${name.replace('.', ' ')} ${index}`)]),
  )
}

const facts: Readonly<Record<string, FactDefinition>> = {
  ...numbered(40, 'deal.count', (title) => ({
    kind: 'count',
    unit: 'units',
    minimum: 0,
    maximum: 1_000_000,
    ...titled(title),
  })),
  ...numbered(40, 'deal.text', (title) => ({ kind: 'text', ...titled(title) })),
  ...numbered(5, 'deal.labels', (title) => ({ kind: 'set', ...titled(title) })),
  ...numbered(10, 'deal.day', (title) => ({ kind: 'date', ...titled(title) })),
  ...numbered(10, 'deal.moment', (title) => ({ kind: 'instant', ...titled(title) })),
  ...numbered(5, 'deal.amountMinor', (title) => ({ kind: 'money', ...titled(title) })),
  ...numbered(5, 'deal.yes', (title) => ({ kind: 'yesNo', ...titled(title) })),
}

/** A decision point with more facts than any real one, to see what a sound policy can cost at worst. */
export const wideWorld = definePoint({
  id: 'wideWorld',
  title: 'Wide world',
  question: 'How slow can it get?',
  hitPolicy: 'first',
  facts,
  outcomes: {
    grant: {
      title: 'Granted',
      favour: 2,
      careful: false,
      parameters: {
        units: { kind: 'count', unit: 'units', title: 'units', minimum: 0, maximum: 1_000, optional: true },
      },
    },
    wait: { title: 'Waiting', favour: 0, careful: true, parameters: {} },
    refuse: { title: 'Refused', favour: -1, careful: true, parameters: {} },
  },
})

/** The same facts where all rules that hold are added up. */
export const wideCollectingWorld = definePoint({
  ...wideWorld,
  id: 'wideCollectingWorld',
  hitPolicy: 'collect',
  outcomes: {
    ...wideWorld.outcomes,
    score: {
      title: 'Scored',
      favour: 1,
      careful: false,
      collected: true,
      parameters: {
        points: {
          kind: 'count',
          unit: 'points',
          title: 'points',
          minimum: 0,
          maximum: 1_000_000,
          optional: true,
          aggregation: 'sum',
        },
      },
    },
  },
})
