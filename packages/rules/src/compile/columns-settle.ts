import type { Decided, InformationNeeded, Outcome } from '../decision.ts'
import { canonicalJson } from '../hash.ts'
import { comparisonsOfSlot } from './cells.ts'
import type { Compiled } from './closures.ts'
import { type Column, type Columns, factsAt } from './columns.ts'
import { has } from './columns-bits.ts'
import type { ColumnOf, Holding } from './columns-holding.ts'
import { comparisons } from './comparisons.ts'
import { type Comparable, type Comparison, comparisonsOf, type Program, type ProgramRule } from './intermediate.ts'

/** How a decision ends: with an outcome and the rules that made it, or with the facts that are missing for one, sorted. */
export type RowEnd = Pick<Decided, 'outcome' | 'because'> | Pick<InformationNeeded, 'missing'>

/** In place of an outcome's number: there is none, because information is needed. */
export const noOutcome = -1

/** Ends by number: equal ends have one number, and so have equal outcomes. */
export class EndTable {
  ends: RowEnd[] = []
  /** The number of each end's outcome, or `noOutcome`. */
  outcomeOf: number[] = []
  outcomes: Outcome[] = []
  #numbers = new Map<string, number>()
  #outcomeNumbers = new Map<string, number>()

  numberOf(end: RowEnd): number {
    const key = canonicalJson(end)
    let number = this.#numbers.get(key)
    if (number === undefined) {
      number = this.ends.push(end) - 1
      this.#numbers.set(key, number)
      this.outcomeOf.push('missing' in end ? noOutcome : this.outcomeNumber(end.outcome))
    }
    return number
  }

  outcomeNumber(outcome: Outcome): number {
    const key = canonicalJson(outcome)
    let number = this.#outcomeNumbers.get(key)
    if (number === undefined) {
      number = this.outcomes.push(outcome) - 1
      this.#outcomeNumbers.set(key, number)
    }
    return number
  }
}

/** What has to be looked at to tell rows apart in which the same rules hold and may hold. */
type Plan = {
  /** Comparisons of the rules that may hold. */
  comparisons: readonly Comparison[]
  /** Facts of which it matters whether they are known. */
  known: readonly Column[]
  /** Facts whose very value matters: an outcome carries it, or an unknown fact is compared with it. */
  values: readonly Column[]
}

/**
 * Settles single rows by the closures: those where a fact is unknown, where an outcome carries a fact, or where several rules make the
 * outcome together. Rows that can't come out differently are settled once.
 */
export class RowSettler {
  #compiled: Compiled
  #program: Program
  #columns: Columns
  #columnOf: ColumnOf
  #holdings: readonly Holding[]
  #table: EndTable
  #plans = new Map<string, Plan>()
  #settled = new Map<string, number>()

  constructor(compiled: Compiled, columns: Columns, columnOf: ColumnOf, holdings: readonly Holding[], table: EndTable) {
    this.#compiled = compiled
    this.#program = compiled.program
    this.#columns = columns
    this.#columnOf = columnOf
    this.#holdings = holdings
    this.#table = table
  }

  /** The number of the row's end. */
  settle(row: number): number {
    const key = this.#keyOf(row)
    let number = this.#settled.get(key)
    if (number === undefined) {
      const settlement = this.#compiled.settle(factsAt(this.#columns, row))
      number = this.#table.numberOf(
        'missing' in settlement
          ? { missing: settlement.missing.toSorted() }
          : { outcome: settlement.outcome, because: settlement.because },
      )
      this.#settled.set(key, number)
    }
    return number
  }

  #keyOf(row: number): string {
    const { rules } = this.#program
    let standings = ''
    for (let index = 0; index < rules.length; index++) {
      const { certain, possible } = this.#holdings[index]!
      const holds = has(certain, row)
      standings += holds ? '2' : has(possible, row) ? '1' : '0'
      if (holds && !rules[index]!.collected) break
    }
    let plan = this.#plans.get(standings)
    if (!plan) {
      plan = this.#planFor(standings)
      this.#plans.set(standings, plan)
    }
    let key = standings
    for (const comparison of plan.comparisons) key += this.#standingOf(comparison, row)
    for (const column of plan.known) key += column.unknown && has(column.unknown, row) ? 'u' : 'k'
    for (const column of plan.values) key += `,${textAt(column, row)}`
    return key
  }

  #standingOf({ slot, otherSlot, operator, operand }: Comparison, row: number): string {
    const fact = comparableAt(this.#columnOfSlot(slot), row)
    const other = otherSlot === undefined ? operand : comparableAt(this.#columnOfSlot(otherSlot), row)
    if (fact === undefined) return other === undefined ? 'b' : 'u'
    if (other === undefined) return 'o'
    return comparisons[operator](fact, other) ? '2' : '0'
  }

  #columnOfSlot(slot: number): Column {
    return this.#columnOf(this.#program.facts[slot]!)
  }

  #planFor(standings: string): Plan {
    const program = this.#program
    const at = (standing: string) => program.rules.filter((_, index) => standings[index] === standing)
    const open = at('1')
    const asked = open.flatMap((rule) => comparisonsOf(rule.node))
    const related = new Set<number>()
    for (const { slot, otherSlot } of asked) {
      addRelated(program, slot, related)
      if (otherSlot !== undefined) addRelated(program, otherSlot, related)
    }
    const carried = [...open, ...at('2')].flatMap((rule) => carriedBy(program, rule.outcome))
    const ofOtherwise = carriedBy(program, program.otherwise)
    const values = [...[...related].map((slot) => program.facts[slot]!), ...carried, ...ofOtherwise]
    const inputs = asked.flatMap(({ slot, otherSlot }) =>
      [slot, otherSlot].flatMap((each) => (each === undefined ? [] : program.inputs(program.facts[each]!))),
    )
    const inputsOfCarried = [...carried, ...ofOtherwise].flatMap((name) => program.inputs(name))
    return {
      comparisons: asked,
      known: [...new Set([...inputs, ...inputsOfCarried])].map(this.#columnOf),
      values: [...new Set(values)].map(this.#columnOf),
    }
  }
}

const carriedBy = (program: Program, outcome: ProgramRule['outcome']) =>
  Object.values(program.outcomes[outcome]!.fromFacts)

/** Adds the slot and all that it is compared with, directly or through others; nothing when it is compared with no other. */
function addRelated(program: Program, slot: number, related: Set<number>): void {
  if (related.has(slot)) return
  for (const comparison of comparisonsOfSlot(program, slot)) {
    if (comparison.otherSlot === undefined) continue
    related.add(slot)
    addRelated(program, comparison.slot === slot ? comparison.otherSlot : comparison.slot, related)
  }
}

function comparableAt(column: Column, row: number): Comparable | undefined {
  if (column.unknown && has(column.unknown, row)) return undefined
  if (column.is === 'numbers') return column.values[row]!
  if (column.is === 'yesNo') return has(column.values, row)
  if (column.is === 'texts') return column.texts[column.values[row]!]!
  return Array.from(
    column.members.subarray(column.starts[row]!, column.starts[row + 1]!),
    (code) => column.texts[code]!,
  )
}

/** Tells the values of one column apart. */
function textAt(column: Column, row: number): string {
  if (column.unknown && has(column.unknown, row)) return ''
  if (column.is === 'numbers' || column.is === 'texts') return String(column.values[row])
  if (column.is === 'yesNo') return has(column.values, row) ? '1' : '0'
  return `[${column.members.subarray(column.starts[row]!, column.starts[row + 1]!).join()}]`
}
