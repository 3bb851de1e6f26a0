import { compile } from '@parley/rules/compile/closures'
import { ColumnsBuilder, factsAt } from '@parley/rules/compile/columns'
import { complement, forEachRow, noRows } from '@parley/rules/compile/columns-bits'
import { ColumnDecider, type DecidedRows } from '@parley/rules/compile/columns-decide'
import type { RowEnd } from '@parley/rules/compile/columns-settle'
import { generate, generateReckoning } from '@parley/rules/compile/generate'
import { generateTraced } from '@parley/rules/compile/generate-traced'
import { readCompactTrace } from '@parley/rules/explain/compact-trace'
import { trace } from '@parley/rules/explain/trace'
import { parseFacts } from '@parley/rules/facts'
import type { Facts, FactValue, Point } from '@parley/rules/point'
import type { Policy } from '@parley/rules/policy'
import { describe, expect, it } from 'vitest'
import { bench, fortyRules, seededFacts } from '../bench/forty-rules.ts'
import { edited, randomRichPolicy, worlds } from './columns-world.ts'
import { Random } from './rules-random.ts'
import { factNames, randomFacts, smallWorld } from './rules-small-world.ts'

const anySeed = crypto.getRandomValues(new Uint32Array(1))[0]!
const seeds = [20261121, anySeed]
const cases = Object.keys(worlds).flatMap((world) => seeds.map((seed) => ({ world, seed })))

function forRandomPolicies(
  seed: number,
  world: string,
  count: number,
  check: (policy: Policy, random: Random) => void,
) {
  const random = new Random(seed)
  for (let number = 0; number < count; number++) {
    const policy = randomRichPolicy(random, worlds[world]!)
    try {
      check(policy, random)
    } catch (failure) {
      throw new Error(`Seed ${seed}, policy ${number}: ${failure}\n${JSON.stringify(policy)}`, { cause: failure })
    }
  }
}

function columnsOf(point: Point, facts: readonly Facts[]) {
  const builder = new ColumnsBuilder(point.facts)
  for (const each of facts) expect(builder.add(each)).toBeUndefined()
  return builder.done()
}

/** Mostly complete, some with much unknown; few rows, or more than fit into a word. */
function someFacts(random: Random, count = random.pick([3, 32, 50])): Facts[] {
  return Array.from({ length: count }, () => randomFacts(random, random.pick([0, 0, 1, 2, 5, 14])))
}

function endByClosures(point: Point, policy: Policy, facts: Facts): RowEnd {
  const settlement = compile(point, policy).settle(facts)
  if ('missing' in settlement) return { missing: settlement.missing.toSorted() }
  return { outcome: settlement.outcome, because: settlement.because }
}

const endsIn = (decider: ColumnDecider, { ends }: DecidedRows) => Array.from(ends, (end) => decider.table.ends[end])

describe.each(cases)('random policies of the $world from seed $seed', ({ world, seed }) => {
  const point = worlds[world]!

  it('columns end every decision as the closures do, whatever is unknown', () => {
    forRandomPolicies(seed, world, 25, (policy, random) => {
      const facts = someFacts(random)
      const decider = new ColumnDecider(point, columnsOf(point, facts))
      const ends = endsIn(decider, decider.decide(policy))
      expect(ends).toEqual(facts.map((each) => endByClosures(point, policy, each)))
    })
  })

  it('after each of many edits, what is used again of the draft before is right', () => {
    forRandomPolicies(seed + 1, world, 8, (policy, random) => {
      const facts = someFacts(random)
      const decider = new ColumnDecider(point, columnsOf(point, facts))
      const first = decider.decide(policy)
      let last = first
      let draft = policy
      for (let edit = 0; edit < 6; edit++) {
        draft = edited(random, point, draft)
        last = decider.decide(draft, [last, first])
        decider.keepOnly([last, first])
        expect(endsIn(decider, last)).toEqual(facts.map((each) => endByClosures(point, draft, each)))
      }
    })
  })

  it('generated code gives the rules and the outcome that the closures give, or leaves it to them', () => {
    forRandomPolicies(seed + 2, world, 50, (policy, random) => {
      const compiled = compile(point, policy)
      const generated = generate(compiled.program)
      const reckon = generateReckoning(compiled.program)
      const traced = generateTraced(compiled.program)
      for (const facts of someFacts(random, 8)) {
        const { certain, open } = compiled.evaluate(facts)
        const fired = certain.map((index) => compiled.program.rules[index]!.id)
        const evaluation = generated(facts)
        if (Object.keys(facts).length === factNames.length || evaluation) expect(evaluation).toEqual({ certain, open })
        const reckoned = reckon(facts)
        const settlement = endByClosures(point, policy, facts)
        if (reckoned)
          expect(reckoned).toEqual({ fired, outcome: 'outcome' in settlement ? settlement.outcome : undefined })
        expect(traced(facts)).toMatchObject(reckoned ?? { fired, outcome: undefined })
      }
    })
  })

  it('a compact trace reads as the trace that is made for one decision', () => {
    forRandomPolicies(seed + 3, world, 10, (policy, random) => {
      const traced = generateTraced(compile(point, policy).program)
      for (const facts of someFacts(random, 4))
        expect(readCompactTrace(point, policy, traced(facts).trace)).toEqual(trace(point, policy, facts))
    })
  })
})

describe('facts that are compared with each other', () => {
  it.each([
    ['it.family', 'equal', 'it.formerFamily'],
    ['it.labels', 'contains', 'it.family'],
  ])('%s %s %s is false for a text that only one of them has', (fact, operator, other) => {
    const [rule, ...rules] = randomRichPolicy(new Random(1), smallWorld).rules
    const compared = { ...rule!, priority: 9, conditions: { fact, operator, value: { fact: other } } }
    const policy = { ...randomRichPolicy(new Random(1), smallWorld), rules: [compared, ...rules] }
    const facts: Facts[] = [
      { ...randomFacts(new Random(1), 0), 'it.family': 'b', 'it.formerFamily': 'c', 'it.labels': ['a'] },
    ]
    const decider = new ColumnDecider(smallWorld, columnsOf(smallWorld, facts))
    expect(endsIn(decider, decider.decide(policy))).toEqual([endByClosures(smallWorld, policy, facts[0]!)])
  })
})

describe('a policy of more rules than one generated function has', () => {
  const policy = fortyRules()
  const { program, evaluate, settle } = compile(bench, policy)
  const facts = seededFacts(300)

  it('is reckoned by generated code as by the closures', () => {
    const reckon = generateReckoning(program)
    const traced = generateTraced(program)
    for (const each of facts) {
      const fired = evaluate(each).certain.map((index) => program.rules[index]!.id)
      const { outcome } = settle(each) as { outcome: unknown }
      expect(reckon(each)).toEqual({ fired, outcome })
      expect(traced(each)).toMatchObject({ fired, outcome })
    }
  })

  it('has compact traces that read as those that are made for one decision', () => {
    const traced = generateTraced(program)
    for (const each of facts.slice(0, 10))
      expect(readCompactTrace(bench, policy, traced(each).trace)).toEqual(trace(bench, policy, each))
  })
})

describe('rows as bits', () => {
  it.each([1, 31, 32, 33, 64])('the complement of none of %i rows is all of them, and no more', (rows) => {
    const visited: number[] = []
    forEachRow(complement(noRows(rows), rows), (row) => visited.push(row))
    expect(visited).toEqual([...new Array(rows).keys()])
  })
})

describe('a compact trace', () => {
  it('is refused when a comparison in it came out otherwise than the facts say', () => {
    forRandomPolicies(7, 'smallWorld', 20, (policy, random) => {
      const { trace: compact } = generateTraced(compile(smallWorld, policy).program)(randomFacts(random, 0))
      const leaf = compact.leaves.findIndex((byte) => byte !== 0)
      compact.leaves[leaf] = compact.leaves[leaf] === 1 ? 2 : 1
      expect(() => readCompactTrace(smallWorld, policy, compact)).toThrow('was not made by this version of the policy')
    })
  })
})

const oddities: readonly unknown[] = [
  null,
  0,
  -1,
  1.5,
  7,
  1e16,
  Number.NaN,
  '',
  'a',
  'high',
  'constructor',
  '2027-02-30',
  '2027-02-28',
  true,
  [],
  ['a', 'a'],
  ['a', ''],
  [1],
  {},
  '\u0000',
  '\ud800',
]

describe.each(seeds)('facts from seed %i', (seed) => {
  it('come out of the columns as they went in', () => {
    const facts = someFacts(new Random(seed), 300)
    const columns = columnsOf(smallWorld, facts)
    facts.forEach((each, row) => {
      expect(factsAt(columns, row)).toEqual(each)
    })
  })

  it('are taken in just when they can be read as facts of the point', () => {
    const random = new Random(seed)
    const builder = new ColumnsBuilder(smallWorld.facts)
    const taken: Facts[] = []
    for (let run = 0; run < 3_000; run++) {
      const name = random.pick([...factNames, 'it.gone', '__proto__', 'constructor'])
      const facts = { ...randomFacts(random, 3), [name]: random.pick(oddities) as FactValue }
      const { findings } = parseFacts(smallWorld, facts)
      const refused = builder.add(facts)
      expect({ facts, isTaken: refused === undefined }).toEqual({ facts, isTaken: findings === undefined })
      if (refused === undefined) taken.push(facts)
      else expect(Object.values(refused)).toEqual([[name]])
    }
    const columns = builder.done()
    expect(taken.length).toBeGreaterThan(100)
    taken.forEach((each, row) => {
      expect(factsAt(columns, row)).toEqual(each)
    })
  })
})
