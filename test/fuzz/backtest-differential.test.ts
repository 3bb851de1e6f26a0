import { Backtest, backtest } from '@parley/rules/backtest/backtest'
import { type PastDecision, readHistory } from '@parley/rules/backtest/history'
import type { FourWays, Tally } from '@parley/rules/backtest/report'
import { compile } from '@parley/rules/compile/closures'
import type { Outcome } from '@parley/rules/decision'
import { parseFacts } from '@parley/rules/facts'
import { canonicalJson } from '@parley/rules/hash'
import type { Facts, FactValue, Point } from '@parley/rules/point'
import type { Policy } from '@parley/rules/policy'
import { describe, expect, it } from 'vitest'
import { edited, randomRichPolicy, worlds } from './columns-world.ts'
import { Random } from './rules-random.ts'
import { randomFacts } from './rules-small-world.ts'

const anySeed = crypto.getRandomValues(new Uint32Array(1))[0]!
const cases = Object.keys(worlds).flatMap((world) => [20261121, anySeed].map((seed) => ({ world, seed })))

function outcomeOf(point: Point, policy: Policy, facts: Facts): Outcome | null {
  const decision = compile(point, policy).decide(facts)
  return decision.status === 'decided' ? decision.outcome : null
}

function randomPast(random: Random, point: Point, policy: Policy, number: number): PastDecision {
  const facts: Record<string, FactValue> = { ...randomFacts(random, random.pick([0, 0, 0, 1, 3])) }
  const outcome = outcomeOf(point, policy, facts)
  if (random.chance(0.03)) facts['it.gone'] = true
  if (random.chance(0.03)) facts['it.people'] = 2.5
  return {
    id: `decision-${number}`,
    facts,
    outcome: random.chance(0.03) ? { type: 'gone', params: {} } : outcome,
    because: [],
    decidedBy: random.chance(0.05) ? 'person' : 'policy',
    policyVersion: 1,
    partner: random.pick(['Acme', 'Bolt', 'Cask', null]),
    tier: random.pick(['gold', 'silver', null]),
    productFamily: random.pick(['storage', 'network']),
    amountMinor: random.chance(0.1) ? null : random.whole(0, 1_000_000_000_000_000),
  }
}

type Change = { past: PastDecision; from: Outcome; to: Outcome }

/** Each decision decided again, one by one: what a backtest has to come to. */
function decidedAgain(point: Point, draft: Policy, past: readonly PastDecision[], inForce?: Policy) {
  const changes: Change[] = []
  let skipped = 0
  const needed: string[] = []
  for (const each of past) {
    const unfit =
      each.decidedBy === 'person' || each.outcome === null || !Object.hasOwn(point.outcomes, each.outcome.type)
    if (unfit || parseFacts(point, each.facts).findings) skipped++
    else {
      const from = inForce ? outcomeOf(point, inForce, each.facts) : each.outcome!
      const to = outcomeOf(point, draft, each.facts)
      if (from && to) changes.push({ past: each, from, to })
      else needed.push(each.id)
    }
  }
  return { changes, skipped, needed }
}

function tallied(changes: readonly Change[]): Tally {
  const sum = changes.reduce((total, { past }) => total + BigInt(past.amountMinor ?? 0), 0n)
  const most = BigInt(Number.MAX_SAFE_INTEGER)
  return { decisions: changes.length, amountMinor: Number(sum < most ? sum : most) }
}

function fourWaysOf(point: Point, changes: readonly Change[]): FourWays {
  const isGranted = ({ type }: Outcome) => point.outcomes[type]!.favour > 0
  const way = (before: boolean, after: boolean) =>
    tallied(changes.filter(({ from, to }) => isGranted(from) === before && isGranted(to) === after))
  return {
    grantedStill: way(true, true),
    noLongerGranted: way(true, false),
    nowGranted: way(false, true),
    stillNotGranted: way(false, false),
  }
}

function byName(point: Point, changes: readonly Change[], nameOf: (past: PastDecision) => string | null) {
  return [...Map.groupBy(changes, ({ past }) => nameOf(past))].map(([name, some]) => ({
    name,
    ...fourWaysOf(point, some),
  }))
}

function mustAgree(report: ReturnType<typeof backtest>, point: Point, again: ReturnType<typeof decidedAgain>): void {
  const { changes } = again
  const isChanged = ({ from, to }: Change) => canonicalJson(from) !== canonicalJson(to)
  const isFlip = ({ from, to }: Change) => point.outcomes[from.type]!.favour > 0 !== point.outcomes[to.type]!.favour > 0
  expect(report.compared).toEqual(tallied(changes))
  expect(report.skipped.reduce((sum, each) => sum + each.decisions, 0)).toBe(again.skipped)
  expect(report.informationNeeded.decisions).toBe(again.needed.length)
  expect(report.informationNeeded.ids).toEqual(again.needed.slice(0, 20))
  expect(report.fourWays).toEqual(fourWaysOf(point, changes))
  const inAnyOrder = (groups: readonly unknown[]) => groups.map(canonicalJson).sort()
  expect(inAnyOrder(report.byPartner)).toEqual(inAnyOrder(byName(point, changes, (past) => past.partner)))
  expect(inAnyOrder(report.byTier)).toEqual(inAnyOrder(byName(point, changes, (past) => past.tier)))
  expect(inAnyOrder(report.byProductFamily)).toEqual(inAnyOrder(byName(point, changes, (past) => past.productFamily)))
  const ranges = byName(point, changes, ({ amountMinor }) =>
    amountMinor === null ? null : amountMinor < 400 ? '0-399' : '400-',
  )
  expect(inAnyOrder(report.byAmount)).toEqual(inAnyOrder(ranges))
  const changed = changes.filter(isChanged)
  expect(inAnyOrder(report.outcomes)).toEqual(
    inAnyOrder(
      [...Map.groupBy(changed, ({ from, to }) => `${from.type} ${to.type}`)].map(([types, some]) => ({
        from: types.split(' ')[0],
        to: types.split(' ')[1],
        ...tallied(some),
      })),
    ),
  )
  const listed = (some: readonly Change[]) => some.map(({ past, from, to }) => ({ id: past.id, from, to })).slice(0, 20)
  const shown = (some: typeof report.flips) => some.map(({ id, from, to }) => ({ id, from, to }))
  expect(shown(report.flips)).toEqual(listed(changed.filter(isFlip)))
  expect(shown(report.otherChanges)).toEqual(listed(changed.filter((change) => !isFlip(change))))
}

describe.each(cases)('a backtest in the $world, seed $seed', ({ world, seed }) => {
  const point = worlds[world]!
  const options = { amountsFromMinor: [400] }

  it('says the same as deciding each decision again, against what was recorded', () => {
    const random = new Random(seed)
    for (let number = 0; number < 6; number++) {
      const policy = randomRichPolicy(random, point)
      const past = Array.from({ length: 100 }, (_, index) => randomPast(random, point, policy, index))
      const draft = edited(random, point, edited(random, point, policy))
      mustAgree(backtest(point, draft, past, options), point, decidedAgain(point, draft, past))
    }
  })

  it('says the same draft after draft, against the policy in force', () => {
    const random = new Random(seed + 1)
    for (let number = 0; number < 6; number++) {
      const policy = randomRichPolicy(random, point)
      const past = Array.from({ length: 100 }, (_, index) => randomPast(random, point, policy, index))
      const inForce = edited(random, point, policy)
      const studio = new Backtest(point, readHistory(point, past), { ...options, inForce })
      let draft = inForce
      for (let edit = 0; edit < 5; edit++) {
        draft = edited(random, point, draft)
        mustAgree(studio.run(draft), point, decidedAgain(point, draft, past, inForce))
      }
    }
  })
})
