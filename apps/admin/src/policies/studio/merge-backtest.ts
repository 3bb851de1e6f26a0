import type { BacktestGroup, FourWays, PolicyBacktest } from '@parley/contract/policies'

type Tally = PolicyBacktest['compared']
const ways = ['grantedStill', 'noLongerGranted', 'nowGranted', 'stillNotGranted'] as const

/** Changed decisions that are shown of each kind. */
const changesShown = 50

/** Two pages of one backtest as one; the second is the older. */
export function mergeBacktests(newer: PolicyBacktest, older: PolicyBacktest): PolicyBacktest {
  return {
    ...newer,
    decisions: newer.decisions + older.decisions,
    compared: added(newer.compared, older.compared),
    oldestDecidedAt: older.oldestDecidedAt ?? newer.oldestDecidedAt,
    fourWays: addedWays(newer.fourWays, older.fourWays),
    outcomes: merged([...newer.outcomes, ...older.outcomes], ({ from, to }) => `${from} → ${to}`, withTally),
    byPartner: mergedGroups(newer.byPartner, older.byPartner),
    byTier: mergedGroups(newer.byTier, older.byTier),
    byProductFamily: mergedGroups(newer.byProductFamily, older.byProductFamily),
    byAmount: mergedGroups(newer.byAmount, older.byAmount),
    flips: [...newer.flips, ...older.flips].slice(0, changesShown),
    otherChanges: [...newer.otherChanges, ...older.otherChanges].slice(0, changesShown),
    skipped: merged([...newer.skipped, ...older.skipped], ({ reason }) => reason, withFacts),
    informationNeeded: withFacts(newer.informationNeeded, older.informationNeeded),
    nextCursor: older.nextCursor,
  }
}

/** How many decisions change sides. */
export const flipsIn = ({ noLongerGranted, nowGranted }: FourWays): number =>
  noLongerGranted.decisions + nowGranted.decisions

/** Those in which something changes sides, most first; amounts keep their order. */
export const flipping = (groups: readonly BacktestGroup[]): BacktestGroup[] =>
  groups.filter((group) => flipsIn(group) > 0).sort((one, other) => flipsIn(other) - flipsIn(one))

const added = (one: Tally, other: Tally): Tally => ({
  decisions: one.decisions + other.decisions,
  amountMinor: Math.min(one.amountMinor + other.amountMinor, Number.MAX_SAFE_INTEGER),
})

const addedWays = (one: FourWays, other: FourWays): FourWays =>
  Object.fromEntries(ways.map((way) => [way, added(one[way], other[way])])) as FourWays

const withTally = <T extends Tally>(one: T, other: T): T => ({ ...one, ...added(one, other) })

type WithFacts = PolicyBacktest['informationNeeded']
const withFacts = <T extends WithFacts>(one: T, other: T): T => ({
  ...one,
  decisions: one.decisions + other.decisions,
  facts: merged(
    [...one.facts, ...other.facts],
    ({ title }) => title,
    (a, b) => ({ ...a, decisions: a.decisions + b.decisions }),
  ),
})

const mergedGroups = (newer: BacktestGroup[], older: BacktestGroup[]): BacktestGroup[] =>
  merged(
    [...newer, ...older],
    ({ name }) => name ?? '',
    (one, other) => ({ name: one.name, ...addedWays(one, other) }),
  )

/** One for each key, in the order in which they come first. */
function merged<T>(all: readonly T[], keyOf: (each: T) => string, add: (one: T, other: T) => T): T[] {
  const byKey = new Map<string, T>()
  for (const each of all) {
    const known = byKey.get(keyOf(each))
    byKey.set(keyOf(each), known === undefined ? each : add(known, each))
  }
  return [...byKey.values()]
}
