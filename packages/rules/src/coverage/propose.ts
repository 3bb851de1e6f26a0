import { coverage, factsOver } from '../cases.ts'
import type { Case, CaseFile, Decision } from '../decision.ts'
import { canonicalJson } from '../hash.ts'
import type { Facts, FactValue, Point } from '../point.ts'
import type { Policy } from '../policy.ts'
import { type Boundary, boundariesOf, standsAt, waysThere } from './boundaries.ts'
import { factsOfFile } from './coverage.ts'
import type { Tree } from './leaves.ts'
import { nameOf, type Purpose } from './names-of-cases.ts'
import { Reading, type Truths } from './reading.ts'
import { FactSearch, type Goal } from './search.ts'

/** A case for the editor to confirm: what it shows, and what comes out today. */
export type ProposedCase = { shows: Purpose; case: Case }

export type Proposals = {
  cases: readonly ProposedCase[]
  /** What no facts were found for. The analysis says why, where it can't be. */
  notFound: readonly Purpose[]
}

const budgetOfAll = 150_000

/**
 * Cases that a file lacks: for every rule that decides none or just misses none, every comparison that has not been seen both
 * ways, and every number that is a boundary. Facts are as near to the file's base as can be; `expect` is what comes out today.
 */
export function proposeCases(point: Point, policy: Policy, file: CaseFile, budget = budgetOfAll): Proposals {
  return new Proposing(point, policy, file, budget).run()
}

class Proposing {
  #reading: Reading
  #policy: Policy
  #file: CaseFile
  #search: FactSearch
  #seen: { facts: Facts; truths: Truths }[]
  #cases: ProposedCase[] = []
  #notFound: Purpose[] = []
  #names: Set<string>

  constructor(point: Point, policy: Policy, file: CaseFile, budget: number) {
    this.#reading = new Reading(point, policy)
    this.#policy = policy
    this.#file = file
    this.#search = new FactSearch(this.#reading, file.base, budget)
    this.#seen = factsOfFile(file).map((facts) => this.#read(facts))
    this.#names = new Set(file.cases.map(({ name }) => name))
  }

  run(): Proposals {
    this.#rules()
    this.#leaves()
    this.#boundaries()
    this.#nearMisses()
    return { cases: this.#cases, notFound: this.#notFound }
  }

  #rules(): void {
    this.#reading.placed.rules.forEach((rule, index) => {
      if (this.#seen.some(({ truths }) => this.#reading.deciders(truths).includes(index))) return
      const found = this.#search.find([{ tree: rule.tree, wanted: true }, ...this.#outOfTheWay(index)])
      this.#add({ is: 'rule', rule: rule.id, pointer: rule.pointer }, found)
    })
  }

  #leaves(): void {
    this.#reading.placed.leaves.forEach(({ pointer }, leaf) => {
      for (const holds of [true, false]) {
        if (this.#seen.some(({ truths }) => truths[leaf] === (holds ? 2 : 0))) continue
        const wanted: Goal = { tree: { is: 'leaf', leaf }, wanted: holds }
        const found = this.#whereItMatters(leaf, (goals) => this.#search.find([wanted, ...goals]))
        this.#add({ is: 'condition', leaf, pointer, holds }, found ?? this.#search.find([wanted]))
      }
    })
  }

  #boundaries(): void {
    const { program } = this.#reading.compiled
    this.#reading.placed.leaves.forEach(({ leaf, pointer }, index) => {
      for (const boundary of boundariesOf(program, this.#policy, leaf, index, this.#file.base)) {
        if (
          this.#seen.some(
            ({ facts, truths }) => standsAt(program, boundary, facts) && this.#reading.matters(index, truths),
          )
        )
          continue
        const found = this.#whereItMatters(index, (goals) => this.#findAt(boundary, goals))
        this.#add({ is: 'boundary', boundary, pointer }, found)
      }
    })
  }

  /** A case that differs from one which the rule decides in a single fact, and in which the rule doesn't hold. */
  #nearMisses(): void {
    const { point } = this.#reading
    const file = { ...this.#file, cases: [...this.#file.cases, ...this.#cases.map((each) => each.case)] }
    for (const id of coverage(point, this.#policy, file).withoutNearMiss) {
      const index = this.#reading.placed.rules.findIndex((rule) => rule.id === id)
      const rule = this.#reading.placed.rules[index]!
      const deciding = this.#seen.filter(({ truths }) => this.#reading.deciders(truths).includes(index))
      const found = deciding
        .map(({ facts }) => new FactSearch(this.#reading, facts, 200).find([{ tree: rule.tree, wanted: false }]))
        .find((facts) => facts !== undefined)
      this.#add({ is: 'nearMiss', rule: id, pointer: rule.pointer }, found)
    }
  }

  #findAt(boundary: Boundary, goals: readonly Goal[]): Facts | undefined {
    const { program } = this.#reading.compiled
    for (const way of waysThere(program, boundary, this.#file.base)) {
      const found = this.#search.find(goals, way, (facts) => standsAt(program, boundary, facts))
      if (found) return found
    }
    return undefined
  }

  /** Tries the rules that ask for this comparison until facts are found with which it alone makes the rule hold or not. */
  #whereItMatters(leaf: number, find: (goals: readonly Goal[]) => Facts | undefined): Facts | undefined {
    for (const [index, rule] of this.#reading.placed.rules.entries()) {
      if (!rule.leaves.includes(leaf)) continue
      const found = find([...besides(rule.tree, leaf), ...this.#outOfTheWay(index)])
      if (found) return found
    }
    return undefined
  }

  #outOfTheWay(rule: number): Goal[] {
    return this.#reading
      .rulesBefore(rule)
      .map((index) => ({ tree: this.#reading.placed.rules[index]!.tree, wanted: false }))
  }

  #add(shows: Purpose, facts: Facts | undefined): void {
    if (!facts) {
      this.#notFound.push(shows)
      return
    }
    this.#seen.push(this.#read(facts))
    const { point } = this.#reading
    const decision = this.#reading.compiled.decide(facts)
    const name = this.#nameFor(nameOf(point, this.#policy, this.#reading, shows))
    this.#cases.push({
      shows,
      case: { name, facts: differences(this.#file.base, facts), expect: expectationOf(decision) },
    })
  }

  #nameFor(wanted: string): string {
    let name = wanted
    for (let number = 2; this.#names.has(name); number++) name = `${wanted} (${number})`
    this.#names.add(name)
    return name
  }

  #read(facts: Facts) {
    return { facts, truths: this.#reading.truths(facts) }
  }
}

/** What has to hold beside a comparison for the tree to depend on it alone. */
function besides(tree: Tree, leaf: number): Goal[] {
  if (tree.is === 'leaf') return []
  if (tree.is === 'not') return besides(tree.part, leaf)
  const way = tree.parts.find((part) => isBelow(part, leaf))!
  const others = tree.parts.filter((part) => part !== way && !isBelow(part, leaf))
  return [...others.map((part) => ({ tree: part, wanted: tree.is === 'all' })), ...besides(way, leaf)]
}

function isBelow(tree: Tree, leaf: number): boolean {
  if (tree.is === 'leaf') return tree.leaf === leaf
  return (tree.is === 'not' ? [tree.part] : tree.parts).some((part) => isBelow(part, leaf))
}

function differences(base: Facts, facts: Facts): Record<string, FactValue> {
  const known = factsOver(base, {})
  return Object.fromEntries(
    Object.entries(facts).filter(([name, value]) => canonicalJson(known[name] ?? null) !== canonicalJson(value)),
  )
}

function expectationOf(decision: Decision): Case['expect'] {
  if (decision.status === 'informationNeeded') return { missing: decision.missing }
  const { type, params } = decision.outcome
  const expected = { outcome: type, because: decision.because }
  return Object.keys(params).length > 0 ? { ...expected, params } : expected
}
