import { canonicalJson } from '../hash.ts'
import type { Point } from '../point.ts'
import type { Rulebook } from '../policy.ts'
import { type Compiled, compile } from './closures.ts'
import type { Column, Columns } from './columns.ts'
import { addAll, addDifferences, allRows, type Bits, forEachRow, moveAll, noRows } from './columns-bits.ts'
import { derivationKey, derivedColumn } from './columns-derived.ts'
import { type Holding, HoldingOf, nodeKey } from './columns-holding.ts'
import { EndTable, RowSettler } from './columns-settle.ts'
import type { Program } from './intermediate.ts'

/** What a policy decides in each row: `ends` holds numbers of the table's ends. */
export type DecidedRows = {
  policy: Rulebook
  ends: Int32Array
  rules: readonly DecidedRule[]
  /** Tells policies apart that end differently where no rule holds. */
  otherwise: string
}

type DecidedRule = {
  id: string
  /** The same for rules that test the same in the same way. */
  condition: string
  /** The same for rules that lead to the same. */
  outcome: string
  holding: Holding
}

/**
 * Decides past facts again, all rows at once, with the very ends that the closures give for each. What was decided before is used
 * again: after the edit of one rule, that rule is evaluated, and only the rows are settled in which it came out differently.
 */
export class ColumnDecider {
  table = new EndTable()
  #point: Point
  #columns: Columns
  #derived = new Map<string, Column>()

  constructor(point: Point, columns: Columns) {
    this.#point = point
    this.#columns = columns
  }

  decide(policy: Rulebook, before: readonly DecidedRows[] = []): DecidedRows {
    const compiled = compile(this.#point, policy)
    const { program } = compiled
    const columnOf = this.#columnReader(policy, program)
    const rules = this.#rules(policy, program, columnOf, before)
    const otherwise = this.#outcomeKey(policy, program, program.otherwise)
    const decided: DecidedRows = { policy, ends: new Int32Array(0), rules, otherwise }
    const nearest = before.find((each) => each.otherwise === otherwise && isSameOrder(each.rules, rules))
    decided.ends = nearest ? nearest.ends.slice() : new Int32Array(this.#columns.rows)
    const rows = nearest ? rowsThatMayDiffer(this.#columns.rows, nearest.rules, rules) : allRows(this.#columns.rows)
    const holdings = rules.map((rule) => rule.holding)
    const settler = new RowSettler(compiled, this.#columns, columnOf, holdings, this.table)
    this.#settle(compiled, holdings, rows, settler, decided.ends)
    return decided
  }

  /** Forgets derived facts that none of these policies derives in the same way. */
  keepOnly(kept: readonly DecidedRows[]): void {
    const keys = new Set(
      kept.flatMap(({ policy }) => Object.keys(policy.derived).map((name) => derivationKey(policy, `derived.${name}`))),
    )
    for (const key of this.#derived.keys()) if (!keys.has(key)) this.#derived.delete(key)
  }

  #columnReader(policy: Rulebook, program: Program): (fact: string) => Column {
    return (fact) => {
      const own = this.#columns.byFact.get(fact)
      if (own) return own
      const key = derivationKey(policy, fact)
      const column = this.#derived.get(key) ?? derivedColumn(this.#columns, program, fact)
      this.#derived.set(key, column)
      return column
    }
  }

  #rules(
    policy: Rulebook,
    program: Program,
    columnOf: (fact: string) => Column,
    before: readonly DecidedRows[],
  ): DecidedRule[] {
    const known = new Map(before.flatMap(({ rules }) => rules.map((rule) => [rule.condition, rule.holding])))
    const holdingOf = new HoldingOf(this.#columns.rows, program, columnOf)
    return program.rules.map(({ id, node, outcome, slots }) => {
      const derived = slots.map((slot) => program.facts[slot]!).filter((fact) => !this.#columns.byFact.has(fact))
      const condition = [nodeKey(program, node), ...derived.map((fact) => derivationKey(policy, fact))].join(' ')
      const holding = known.get(condition) ?? holdingOf.node(node)
      return { id, condition, outcome: this.#outcomeKey(policy, program, outcome), holding }
    })
  }

  #outcomeKey(policy: Rulebook, program: Program, index: number): string {
    const outcome = program.outcomes[index]!
    return canonicalJson([outcome, Object.values(outcome.fromFacts).map((fact) => derivationKey(policy, fact))])
  }

  /** Writes the end of each of `rows`. */
  #settle(
    { program }: Compiled,
    holdings: readonly Holding[],
    rows: Bits,
    settler: RowSettler,
    ends: Int32Array,
  ): void {
    const undecided = rows.slice()
    const single = noRows(this.#columns.rows)
    const numberFor = (outcome: number, because: string) => {
      const { type, params, fromFacts } = program.outcomes[outcome]!
      return Object.keys(fromFacts).length > 0
        ? undefined
        : this.table.numberOf({ outcome: { type, params }, because: [because] })
    }
    program.rules.forEach(({ id, outcome, collected }, index) => {
      if (!collected) decideByRule(holdings[index]!, undecided, single, ends, numberFor(outcome, id))
    })
    // Rules that make the outcome together: such rows are looked at alone, and so are those left where one may hold.
    program.rules.forEach(({ collected }, index) => {
      if (collected) moveAll(holdings[index]!.possible, undecided, single)
    })
    const left = undecided.slice()
    decideByRule({ certain: left, possible: left }, undecided, single, ends, numberFor(program.otherwise, 'otherwise'))
    forEachRow(single, (row) => {
      ends[row] = settler.settle(row)
    })
  }
}

/**
 * Takes the rows of one rule out of `undecided`: where it certainly holds, `end` is written; where it may hold, or its end differs from
 * row to row (undefined), the row is looked at alone.
 */
function decideByRule({ certain, possible }: Holding, undecided: Bits, single: Bits, ends: Int32Array, end?: number) {
  for (let word = 0; word < undecided.length; word++) {
    const rest = undecided[word]!
    let decided = rest & (end === undefined ? 0 : certain[word]!)
    const touched = rest & possible[word]!
    if (touched === 0) continue
    single[word]! |= touched & ~decided
    undecided[word] = rest & ~touched
    for (; decided !== 0; decided &= decided - 1) ends[(word << 5) + 31 - Math.clz32(decided & -decided)] = end!
  }
}

function isSameOrder(before: readonly DecidedRule[], after: readonly DecidedRule[]): boolean {
  const ids = new Set(before.map(({ id }) => id))
  const common = after.filter(({ id }) => ids.has(id)).map(({ id }) => id)
  const stayed = new Set(common)
  const commonBefore = before.filter(({ id }) => stayed.has(id))
  return commonBefore.every(({ id }, index) => id === common[index])
}

/** The rows in which some rule stands differently, or leads to something else, or is open for another reason. */
function rowsThatMayDiffer(rows: number, before: readonly DecidedRule[], after: readonly DecidedRule[]): Bits {
  const differing = noRows(rows)
  const afterById = new Map(after.map((rule) => [rule.id, rule]))
  const beforeIds = new Set(before.map(({ id }) => id))
  for (const old of before) {
    const now = afterById.get(old.id)
    if (!now) addAll(differing, old.holding.possible)
    else if (now.outcome !== old.outcome) {
      addAll(differing, old.holding.possible)
      addAll(differing, now.holding.possible)
    } else if (now.condition !== old.condition) {
      addDifferences(differing, old.holding.certain, now.holding.certain)
      addDifferences(differing, old.holding.possible, now.holding.possible)
      addDifferences(differing, now.holding.certain, now.holding.possible)
    }
  }
  for (const { id, holding } of after) if (!beforeIds.has(id)) addAll(differing, holding.possible)
  return differing
}
