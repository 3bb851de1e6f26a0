import { no, yes } from '../compile/kleene.ts'
import { canonicalJson } from '../hash.ts'
import type { Facts } from '../point.ts'
import type { Tree } from './leaves.ts'
import { type Move, movesOf } from './moves.ts'
import { type Reading, type Truths, truthOf } from './reading.ts'

/** A part of the rules that certainly has to hold, or certainly not. */
export type Goal = { tree: Tree; wanted: boolean }

/** A comparison that has to come out differently. */
type Turn = { leaf: number; wanted: boolean }

type Accept = (facts: Facts) => boolean

const mostChanges = 7
const budgetOfSearch = 2_000

/** Facts as near to a base as can be, that make the rules come out as wanted. Gives up when it takes too long. */
export class FactSearch {
  #reading: Reading
  #base: Facts
  /** How many facts may still be tried, in this search and in all together. */
  #budget = 0
  #left: number
  #truths = new Map<string, Truths>()
  #moves = new Map<string, readonly Move[]>()

  constructor(reading: Reading, base: Facts, budget: number) {
    this.#reading = reading
    this.#base = base
    this.#left = budget
  }

  /** `fixed`: what is different from the base from the start, and stays. `accept` has the last word. */
  find(goals: readonly Goal[], fixed: Facts = {}, accept: Accept = () => true): Facts | undefined {
    const budget = Math.min(budgetOfSearch, this.#left)
    this.#budget = budget
    let found: Facts | undefined
    for (let changes = 0; changes <= mostChanges && !found && this.#budget > 0; changes++)
      found = this.#repair(goals, fixed, accept, changes, new Set())
    this.#left -= budget - Math.max(0, this.#budget)
    return found
  }

  /** Mends the first goal that isn't reached by changing one fact that it asks for, and goes on from there. */
  #repair(
    goals: readonly Goal[],
    changed: Facts,
    accept: Accept,
    changes: number,
    tried: Set<string>,
    turn?: Turn,
  ): Facts | undefined {
    if (this.#budget-- <= 0) return undefined
    const key = canonicalJson(changed)
    const facts = { ...this.#base, ...changed }
    const truths = this.#truthsOf(key, facts)
    if (tried.has(key) || (turn && truths[turn.leaf] !== (turn.wanted ? yes : no))) return undefined
    tried.add(key)
    const open = goals.find(({ tree, wanted }) => truthOf(tree, truths) !== (wanted ? yes : no))
    if (!open) return accept(facts) ? facts : undefined
    if (changes === 0) return undefined
    for (const next of turnsFor(open.tree, open.wanted, truths))
      for (const move of this.#movesOf(next, key, facts)) {
        const names = Object.keys(move)
        if (names.length > changes || names.some((name) => Object.hasOwn(changed, name))) continue
        const found = this.#repair(goals, { ...changed, ...move }, accept, changes - names.length, tried, next)
        if (found) return found
      }
    return undefined
  }

  #truthsOf(key: string, facts: Facts): Truths {
    let truths = this.#truths.get(key)
    if (!truths) {
      truths = this.#reading.truths(facts)
      this.#truths.set(key, truths)
    }
    return truths
  }

  #movesOf({ leaf, wanted }: Turn, key: string, facts: Facts): readonly Move[] {
    const place = `${leaf} ${wanted} ${key}`
    let moves = this.#moves.get(place)
    if (!moves) {
      const { placed, program, policy } = this.#reading
      this.#reading.work += placed.leaves.length
      moves = movesOf(program, policy, placed.leaves[leaf]!.leaf, wanted, facts)
      this.#moves.set(place, moves)
    }
    return moves
  }
}

/** Comparisons one of which has to turn for the tree to come out as wanted. */
function turnsFor(tree: Tree, wanted: boolean, truths: Truths): Turn[] {
  if (tree.is === 'leaf') return [{ leaf: tree.leaf, wanted }]
  if (tree.is === 'not') return turnsFor(tree.part, !wanted, truths)
  const failing = tree.parts.filter((part) => truthOf(part, truths) !== (wanted ? yes : no))
  const everyOne = (tree.is === 'all') === wanted
  return (everyOne ? failing.slice(0, 1) : failing).flatMap((part) => turnsFor(part, wanted, truths))
}
