import { type Analysis, analyze } from '@parley/rules/analysis/analyze'
import type { Finding } from '@parley/rules/finding'
import { type Condition, type Policy, parsePolicy } from '@parley/rules/policy'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { share } from '../support/thorough.ts'
import { randomTightPolicy } from './analysis-random.ts'
import { type Questions, startZ3 } from './analysis-z3.ts'
import { firedByOracle } from './rules-oracle.ts'
import { Random } from './rules-random.ts'
import { domains, type FactName, factNames, smallWorld } from './rules-small-world.ts'

/** 500 in the long run. */
const policies = share(500)
const anySeed = crypto.getRandomValues(new Uint32Array(1))[0]!

let z3: Awaited<ReturnType<typeof startZ3>>
beforeAll(async () => {
  z3 = await startZ3()
})
afterAll(() => z3.close())

/** Rules by their place in the document, in order of evaluation. */
const inOrder = ({ rules }: Policy) =>
  [...rules.keys()].sort((a, b) => rules[b]!.priority - rules[a]!.priority || a - b)

const favours = { share: 1, wait: 0, refuse: -1 } as Readonly<Record<string, number>>

class Verdicts {
  #policy: Policy
  #analysis: Analysis
  constructor(policy: Policy) {
    this.#policy = policy
    this.#analysis = analyze(smallWorld, policy)
  }

  get undecided() {
    return this.#analysis.undecided
  }

  get findings() {
    return this.#analysis.findings
  }

  /** The finding of one of these kinds about a whole rule. */
  ofRule(index: number, kinds: readonly string[]): Finding | undefined {
    return this.findings.find(
      ({ kind, rules }) => kinds.includes(kind!) && rules?.[0] === this.#policy.rules[index]!.id,
    )
  }

  /** The other rules that a finding names, by their places. */
  others(finding: Finding | undefined): number[] {
    return (finding?.rules ?? []).slice(1).map((id) => this.#policy.rules.findIndex((rule) => rule.id === id))
  }

  neverHolds(index: number): boolean {
    const id = this.#policy.rules[index]!.id
    return this.findings.some(
      ({ kind, severity, rules }) => kind === 'impossible-condition' && severity === 'error' && rules?.includes(id),
    )
  }

  alwaysHolds(index: number): boolean {
    const title = `"${this.#policy.rules[index]!.title}" always holds`
    return this.findings.some(({ kind, message }) => kind === 'always-true-condition' && message.startsWith(title))
  }
}

async function mustAgree(policy: Policy, questions: Questions): Promise<Record<string, number>> {
  const verdicts = new Verdicts(policy)
  const counts: Record<string, number> = {}
  const agree = (what: string, ours: boolean, theirs: boolean) => {
    if (ours !== theirs) throw new Error(`${what}: the analysis says ${ours}, z3 says ${theirs}.`)
    const kind = what.split(':')[0]!
    counts[kind] = (counts[kind] ?? 0) + (theirs ? 1 : 0)
  }
  expect(verdicts.undecided).toEqual([])
  const order = inOrder(policy)
  const possible: number[] = []
  for (const index of order) {
    const holds = await questions.can({ holding: [index] })
    agree(`impossible: ${index}`, verdicts.neverHolds(index), !holds)
    if (holds) possible.push(index)
    agree(`always true: ${index}`, verdicts.alwaysHolds(index), !(await questions.can({ failing: [index] })))
  }
  for (const [place, index] of possible.entries()) {
    const rule = policy.rules[index]!
    const higher = possible.slice(0, place)
    const opposed = verdicts.ofRule(index, ['contradiction'])
    for (const other of higher.filter((each) => policy.rules[each]!.priority === rule.priority)) {
      const isOpposed = favours[rule.event.type] !== favours[policy.rules[other]!.event.type]
      const above = higher.filter((each) => policy.rules[each]!.priority > rule.priority)
      const clash = isOpposed && (await questions.can({ holding: [index, other], failing: above }))
      agree(`contradiction: ${index} and ${other}`, verdicts.others(opposed).includes(other), clash)
    }
    const reached = await questions.can({ holding: [index], failing: higher })
    const unreached = verdicts.ofRule(index, ['unreached-rule', 'subsumed-rule', 'duplicate-rule'])
    const covering = verdicts.others(unreached)
    const isCovered = unreached !== undefined && covering.every((each) => order.indexOf(each) < order.indexOf(index))
    if (!reached && !isCovered) {
      const clashing = verdicts.others(opposed)
      expect(await questions.can({ holding: [index], failing: clashing }), `unreached ${index}`).toBe(false)
    } else {
      agree(`unreached: ${index}`, isCovered, !reached)
      if (isCovered) agree(`covered: ${index}`, true, !(await questions.can({ holding: [index], failing: covering })))
      if (covering.length > 1) counts.union = (counts.union ?? 0) + 1
    }
    if (reached) {
      const subsumed = verdicts.ofRule(index, ['subsumed-rule']) !== undefined
      agree(`subsumed: ${index}`, subsumed, await isSubsumed(policy, questions, possible, place))
    }
  }
  for (const [cover, facts] of policy.covers.entries()) {
    if (!facts.every((fact) => questions.tested.includes(fact as FactName))) continue
    const ours = verdicts.findings.some(({ kind, pointer }) => kind === 'gap' && pointer === `/covers/${cover}`)
    agree(`gap: ${cover}`, ours, await questions.leaves(facts))
  }
  await superfluousPartsAre(policy, questions, verdicts)
  for (const finding of verdicts.findings) mustBeTrue(policy, finding)
  return counts
}

/** A lower rule holds wherever this one does, and decides alike in its place. */
async function isSubsumed(policy: Policy, questions: Questions, possible: readonly number[], place: number) {
  const index = possible[place]!
  const endsAlike = (other: number) => policy.rules[other]!.event.type === policy.rules[index]!.event.type
  for (const [later, other] of possible.entries()) {
    if (later <= place || !endsAlike(other)) continue
    if (await questions.can({ holding: [index], failing: [other] })) continue
    const between = possible.slice(place + 1, later)
    let matters = !(await questions.can({ holding: [other], failing: [index] }))
    for (const [nth, next] of between.entries()) {
      const failing = [...possible.slice(0, place), ...between.slice(0, nth)]
      if (!endsAlike(next) && (await questions.can({ holding: [index, next], failing }))) matters = true
    }
    if (!matters) return true
  }
  return false
}

/** What is called superfluous can be put as true or false without changing the rule or condition that it stands in. */
async function superfluousPartsAre(policy: Policy, questions: Questions, verdicts: Verdicts): Promise<void> {
  for (const { kind, pointer, severity } of verdicts.findings) {
    if (severity === 'error' || !(kind === 'impossible-condition' || kind === 'always-true-condition')) continue
    const keys = pointer.split('/').slice(1)
    const root = keys[0] === 'rules' ? keys.slice(0, 3) : keys.slice(0, 2)
    const whole = root.reduce<never>((value, key) => value[key], policy as never) as Condition
    const without = structuredClone(whole) as Condition
    const path = keys.slice(root.length)
    const settled: Condition = kind === 'always-true-condition' ? { all: [] } : { any: [] }
    const last = path.pop()
    if (last === undefined) {
      expect(await questions.areAlike(whole, settled), pointer).toBe(true)
      continue
    }
    const parent = path.reduce<never>((value, key) => value[key], without as never) as Record<string, unknown>
    parent[last] = settled
    expect(await questions.areAlike(whole, without), pointer).toBe(true)
  }
}

/** The facts of a witness are complete for the rules, and what the finding says is so for them. */
function mustBeTrue(policy: Policy, { kind, rules = [], witness }: Finding): void {
  if (!witness) return
  const others = Object.fromEntries(factNames.map((fact) => [fact, domains[fact as FactName][0]!]))
  const fired = firedByOracle(policy, { ...others, ...witness })
  if (kind === 'contradiction' || kind === 'subsumed-rule' || kind === 'duplicate-rule')
    expect(fired).toEqual(expect.arrayContaining(rules.slice(0, 2)))
  else if (kind === 'gap' || kind === 'range-hole') expect(fired).toEqual([])
  else if (rules.length > 0) expect(fired).toContain(rules[0])
}

describe.each([20261121, anySeed])('random small policies from seed %i', (seed) => {
  test('the analysis and z3 come to the same verdicts', { timeout: 180_000 }, async () => {
    const random = new Random(seed)
    const totals: Record<string, number> = {}
    for (let number = 0; number < policies / 2; number++) {
      const json = randomTightPolicy(random)
      const { policy, findings } = parsePolicy(smallWorld, json)
      if (!policy) throw new Error(JSON.stringify(findings))
      try {
        const counts = await mustAgree(policy, z3.questionsOf(policy))
        for (const [kind, count] of Object.entries(counts)) totals[kind] = (totals[kind] ?? 0) + count
      } catch (failure) {
        throw new Error(`Seed ${seed}, policy ${number}: ${failure}\n${JSON.stringify(json)}`, { cause: failure })
      }
    }
    // Each kind was really met, not only denied by both.
    for (const kind of ['impossible', 'always true', 'contradiction', 'unreached', 'union', 'subsumed', 'gap'])
      expect(totals[kind], kind).toBeGreaterThan(0)
  })
})
