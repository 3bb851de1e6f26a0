import { coverage, factsOver } from '../cases.ts'
import { no, yes } from '../compile/kleene.ts'
import type { Settlement } from '../compile/settle.ts'
import type { Case, CaseFile } from '../decision.ts'
import { canonicalJson } from '../hash.ts'
import type { Facts, FactValue, Point } from '../point.ts'
import type { Policy } from '../policy.ts'
import { Boundary, type Side, sides } from './boundaries.ts'
import { valuesCarried } from './carried.ts'
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

/** `away`: in how many facts it differs from the base. */
type Seen = { facts: Facts; truths: Truths; because: readonly string[]; away: number }

const budgetOfAll = 150_000
const mostAnchors = 12
/** So many comparisons are looked at: a second or two. */
const mostWork = 30_000_000

/**
 * Cases that a file lacks: for every rule that decides none or just misses none, every comparison that has not been seen both
 * ways, and both sides of every number at which a comparison turns, and the number itself. Facts are as near to the file's base as
 * can be; `expect` is what comes out today. `budget`: how many facts may be tried.
 */
export function proposeCases(point: Point, policy: Policy, file: CaseFile, budget = budgetOfAll): Proposals {
  return new Proposing(point, policy, file, budget).run()
}

class Proposing {
  #reading: Reading
  #policy: Policy
  #file: CaseFile
  #search: FactSearch
  #seen: Seen[]
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

  /** Whether so much was read that what is left stays without a case. */
  #isSpent(): boolean {
    return this.#reading.work > mostWork
  }

  #rules(): void {
    const { program } = this.#reading.compiled
    this.#reading.placed.rules.forEach(({ id, pointer, tree }, index) => {
      if (this.#seen.some(({ because }) => because.includes(id))) return
      if (this.#isSpent()) {
        this.#add({ is: 'rule', rule: id, pointer }, undefined)
        return
      }
      const goals = [{ tree, wanted: true }, ...this.#outOfTheWay(index)]
      const known = valuesCarried(program, program.rules[index]!, this.#file.base)
      this.#add({ is: 'rule', rule: id, pointer }, this.#search.find(goals, known))
    })
  }

  #leaves(): void {
    this.#reading.placed.leaves.forEach(({ pointer }, leaf) => {
      for (const holds of [true, false]) {
        if (this.#seen.some(({ truths }) => truths[leaf] === (holds ? yes : no))) continue
        if (this.#isSpent()) {
          this.#add({ is: 'condition', leaf, pointer, holds }, undefined)
          continue
        }
        const wanted: Goal = { tree: { is: 'leaf', leaf }, wanted: holds }
        const found = this.#whereItMatters(leaf, (goals) => this.#search.find([wanted, ...goals]))
        this.#add({ is: 'condition', leaf, pointer, holds }, found ?? this.#search.find([wanted]))
      }
    })
  }

  #boundaries(): void {
    this.#reading.placed.leaves.forEach(({ leaf, pointer }, index) => {
      const boundary = Boundary.of(this.#reading.program, this.#policy, leaf)
      if (!boundary) return
      for (const side of sides) {
        if (this.#isSpent()) {
          this.#add({ is: 'boundary', leaf: index, side, pointer }, undefined)
          continue
        }
        const isShown = this.#seen.some((each) => this.#shows(boundary, index, side, each))
        if (isShown) continue
        const shows = { is: 'boundary', leaf: index, side, pointer } as const
        const found = this.#factsAt(boundary, index, side)
        // A boundary can lie where the fact has no values: at least 0, of a count from 0.
        if (found !== 'nowhere') this.#add(shows, found)
      }
    })
  }

  #shows(boundary: Boundary, leaf: number, side: Side, seen: Seen): boolean {
    this.#reading.work++
    return !this.#isSpent() && boundary.sideOf(seen.facts) === side && this.#turns(boundary, leaf, seen)
  }

  /** Facts on this side: those that were seen where the comparison matters, brought there. */
  #factsAt(boundary: Boundary, leaf: number, side: Side): Facts | 'nowhere' | undefined {
    const anchors = this.#seen
      .filter(({ truths }) => this.#reading.matters(leaf, truths))
      .toSorted((a, b) => a.away - b.away)
    let isSomewhere = false
    for (const { facts } of anchors.slice(0, mostAnchors)) {
      if (this.#isSpent()) return undefined
      for (const way of boundary.waysTo(side, facts)) {
        isSomewhere = true
        const there = { ...facts, ...way }
        if (this.#turns(boundary, leaf, this.#read(there))) return there
      }
    }
    return isSomewhere ? undefined : 'nowhere'
  }

  /** Whether the decision changes with this comparison, or with a step over the boundary. */
  #turns(boundary: Boundary, leaf: number, { facts, truths }: Seen): boolean {
    if (this.#reading.matters(leaf, truths)) return true
    const now = this.#reading.deciders(truths).join()
    return sides.some((side) =>
      boundary
        .waysTo(side, facts)
        .slice(0, 1)
        .some((way) => {
          const there = this.#reading.truths({ ...facts, ...way })
          return there[leaf] !== truths[leaf] && this.#reading.deciders(there).join() !== now
        }),
    )
  }

  /** A case that differs from one which the rule decides in a single fact, and in which the rule doesn't hold. */
  #nearMisses(): void {
    const { point } = this.#reading
    const file = { ...this.#file, cases: [...this.#file.cases, ...this.#cases.map((each) => each.case)] }
    if (this.#isSpent()) return
    for (const id of coverage(point, this.#policy, file).withoutNearMiss) {
      const rule = this.#reading.placed.rules.find((each) => each.id === id)!
      const deciding = this.#seen.filter(({ because }) => because.includes(id))
      const found = deciding
        .map(({ facts }) => new FactSearch(this.#reading, facts, 200).find([{ tree: rule.tree, wanted: false }]))
        .find((facts) => facts !== undefined)
      this.#add({ is: 'nearMiss', rule: id, pointer: rule.pointer }, found)
    }
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
    const { rules } = this.#reading.placed
    return this.#reading.rulesBefore(rule).map((index) => ({ tree: rules[index]!.tree, wanted: false }))
  }

  #add(shows: Purpose, facts: Facts | undefined): void {
    if (!facts) {
      this.#notFound.push(shows)
      return
    }
    this.#seen.push(this.#read(facts))
    const settlement = this.#reading.compiled.settle(facts)
    const name = this.#nameFor(nameOf(this.#reading, shows, facts))
    const changes = differences(this.#file.base, facts)
    this.#cases.push({ shows, case: { name, facts: changes, expect: expectationOf(settlement) } })
  }

  #nameFor(wanted: string): string {
    let name = wanted
    for (let number = 2; this.#names.has(name); number++) name = `${wanted} (${number})`
    this.#names.add(name)
    return name
  }

  #read(facts: Facts): Seen {
    this.#reading.work += this.#reading.placed.leaves.length
    const settlement = this.#reading.compiled.settle(facts)
    const away = Object.keys(differences(this.#file.base, facts)).length
    const because = 'missing' in settlement ? [] : settlement.because
    return { facts, truths: this.#reading.truths(facts), because, away }
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

function differences(base: Facts, facts: Facts): Record<string, FactValue | null> {
  const known = factsOver(base, {})
  const names = [...new Set([...Object.keys(known), ...Object.keys(facts)])]
  return Object.fromEntries(
    names
      .filter((name) => canonicalJson(known[name] ?? null) !== canonicalJson(facts[name] ?? null))
      .map((name) => [name, facts[name] ?? null]),
  )
}

function expectationOf(settlement: Settlement): Case['expect'] {
  if ('missing' in settlement) return { missing: settlement.missing }
  const { type, params } = settlement.outcome
  const expected = { outcome: type, because: settlement.because }
  return Object.keys(params).length > 0 ? { ...expected, params } : expected
}
