import { type Compiled, compile } from '../compile/closures.ts'
import type { Program } from '../compile/intermediate.ts'
import { no, type Truth, unknown, yes } from '../compile/kleene.ts'
import type { Facts, Point } from '../point.ts'
import type { Policy } from '../policy.ts'
import { type Placed, placeLeaves, type Tree } from './leaves.ts'

/** So many comparisons cost what one derived fact does. */
const comparisonsADerivedFact = 50

/** What the compiled evaluator says of every single comparison. */
export type Truths = readonly Truth[]

/** A policy, read comparison by comparison: which are so, and which rules they make decide. */
export class Reading {
  point: Point
  policy: Policy
  placed: Placed
  compiled: Compiled
  /** How many comparisons were looked at, or as much work done otherwise. */
  work = 0
  /** The compiled program, counting as work how often derived facts are worked out. */
  program: Program
  #leaves: Compiled

  constructor(point: Point, policy: Policy) {
    this.point = point
    this.policy = policy
    this.placed = placeLeaves(policy)
    this.compiled = compile(point, policy)
    // Each comparison as a rule of its own, so that what is read of it cannot drift from the evaluator.
    const rules = this.placed.leaves.map(({ leaf }, index) => ({
      id: `leaf-${index}`,
      priority: 1,
      conditions: leaf,
      event: policy.otherwise.event,
    }))
    this.#leaves = compile(point, { ...policy, rules })
    this.program = this.#counting(this.compiled.program, Object.keys(policy.derived).length * comparisonsADerivedFact)
  }

  #counting(program: Program, work: number): Program {
    const { derive } = program
    if (!derive) return program
    const counted = (facts: Facts) => {
      this.work += work
      return derive(facts)
    }
    return { ...program, derive: counted }
  }

  truths(facts: Facts): Truths {
    this.work += this.placed.leaves.length
    const { certain, open } = this.#leaves.evaluate(facts)
    const truths: Truth[] = this.placed.leaves.map(() => no)
    for (const leaf of certain) truths[leaf] = yes
    for (const leaf of open) truths[leaf] = unknown
    return truths
  }

  /** The rules that have to be out of the way for this one to decide, as indexes in order of evaluation. */
  rulesBefore(rule: number): number[] {
    const { rules } = this.compiled.program
    const collects = this.point.hitPolicy === 'collect'
    return rules.flatMap((other, index) => {
      const isBefore = collects ? !other.collected && (rules[rule]!.collected || index < rule) : index < rule
      return isBefore ? [index] : []
    })
  }

  /** The rules that decide, as far as they certainly hold; none is the `otherwise`. */
  deciders(truths: Truths): number[] {
    const holding = this.placed.rules.flatMap(({ tree }, index) => (truthOf(tree, truths) === yes ? [index] : []))
    const { rules } = this.compiled.program
    const alone = holding.find((index) => !rules[index]!.collected)
    return alone === undefined ? holding : [alone]
  }

  /** Whether other rules would decide if this one comparison came out the other way. */
  matters(leaf: number, truths: Truths): boolean {
    this.work += 2 * this.placed.leaves.length
    const other = truths.map((truth, index) => (index === leaf ? ((2 - truth) as Truth) : truth))
    return this.deciders(truths).join() !== this.deciders(other).join()
  }
}

export function truthOf(tree: Tree, truths: Truths): Truth {
  if (tree.is === 'leaf') return truths[tree.leaf]!
  if (tree.is === 'not') return (2 - truthOf(tree.part, truths)) as Truth
  const parts = tree.parts.map((part) => truthOf(part, truths))
  return (tree.is === 'all' ? Math.min(...parts) : Math.max(...parts)) as Truth
}
