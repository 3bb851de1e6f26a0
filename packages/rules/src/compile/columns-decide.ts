import { canonicalJson } from '../hash.ts'
import type { Point } from '../point.ts'
import type { Rulebook } from '../policy.ts'
import { type Compiled, compile } from './closures.ts'
import type { Column, Columns } from './columns.ts'
import { addAll, addDifferences, allRows, type Bits, forEachRow, noRows } from './columns-bits.ts'
import { derivationKey, derivedColumn } from './columns-derived.ts'
import { type ColumnOf, type Holding, HoldingOf, nodeKeys } from './columns-holding.ts'
import { EndTable, RowSettler } from './columns-settle.ts'
import type { Program } from './intermediate.ts'

/** What a policy decides in each row: `ends` holds numbers of the table's ends. */
export type DecidedRows = {
  policy: Rulebook
  ends: Int32Array
  rules: readonly DecidedRule[]
  /** Tells policies apart that end differently where no rule holds. */
  otherwise: string
  /** Names this result, so that a later one needn't hold on to it. */
  name: symbol
  /** The name of the result from which this was worked out, and the rows that alone may end differently. */
  since?: { name: symbol; rows: Bits }
}

/** So few comparisons are kept for the next draft: those of a rule or two that are being edited. */
const mostComparisonsKept = 32

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
  #derivations = new Map<string, string>()
  #derivationsTold = 0
  #comparisons: ReadonlyMap<string, Holding> = new Map()

  constructor(point: Point, columns: Columns) {
    this.#point = point
    this.#columns = columns
  }

  decide(policy: Rulebook, before: readonly DecidedRows[] = []): DecidedRows {
    const compiled = compile(this.#point, policy)
    const { program } = compiled
    const rows = this.#columns.rows
    const keys = new Map<string, string>()
    const factKey = (fact: string) => {
      const key = keys.get(fact) ?? (this.#columns.byFact.has(fact) ? fact : this.#derivationKey(policy, fact))
      keys.set(fact, key)
      return key
    }
    const columnOf = this.#columnReader(program, factKey)
    const rules = this.#rules(program, columnOf, factKey, before)
    const otherwise = outcomeKey(program, program.otherwise, factKey)
    const nearest = before.find((each) => each.otherwise === otherwise && isSameOrder(each.rules, rules))
    const touched = nearest ? rowsThatMayDiffer(rows, nearest.rules, rules) : allRows(rows)
    const ends = nearest ? nearest.ends.slice() : new Int32Array(rows)
    const holdings = rules.map((rule) => rule.holding)
    const settler = new RowSettler(compiled, this.#columns, columnOf, holdings, this.table)
    this.#settle(compiled, holdings, touched, settler, ends)
    const decided = { policy, ends, rules, otherwise, name: Symbol() }
    return nearest ? { ...decided, since: { name: nearest.name, rows: touched } } : decided
  }

  /** Forgets derived facts that none of these policies derives in the same way. */
  keepOnly(kept: readonly DecidedRows[]): void {
    const keys = new Set(
      kept.flatMap(({ policy }) =>
        Object.keys(policy.derived).map((name) => this.#derivationKey(policy, `derived.${name}`)),
      ),
    )
    for (const key of this.#derived.keys()) if (!keys.has(key)) this.#derived.delete(key)
    for (const [told, key] of this.#derivations) if (!keys.has(key)) this.#derivations.delete(told)
  }

  /** A derivation is told with its calendar, and that may be long: a number stands for it, because keys are put together of keys. */
  #derivationKey(policy: Rulebook, fact: string): string {
    const told = derivationKey(policy, fact)
    const key = this.#derivations.get(told) ?? `derivation ${this.#derivationsTold++}`
    this.#derivations.set(told, key)
    return key
  }

  #columnReader(program: Program, factKey: (fact: string) => string): ColumnOf {
    return (fact) => {
      const own = this.#columns.byFact.get(fact)
      if (own) return own
      const key = factKey(fact)
      const column = this.#derived.get(key) ?? derivedColumn(this.#columns, program, fact)
      this.#derived.set(key, column)
      return column
    }
  }

  #rules(
    program: Program,
    columnOf: ColumnOf,
    factKey: (fact: string) => string,
    before: readonly DecidedRows[],
  ): DecidedRule[] {
    const known = new Map(before.flatMap(({ rules }) => rules.map((rule) => [rule.condition, rule.holding])))
    const keyOf = nodeKeys(program, factKey)
    const holdingOf = new HoldingOf(this.#columns.rows, program, columnOf, keyOf, this.#comparisons)
    const decided = program.rules.map(({ id, node, outcome }) => {
      const condition = keyOf(node)
      const holding = known.get(condition) ?? holdingOf.node(node)
      return { id, condition, outcome: outcomeKey(program, outcome, factKey), holding }
    })
    this.#comparisons = new Map([...holdingOf.comparisons].slice(-mostComparisonsKept))
    return decided
  }

  /** Writes the end of each of `rows`. */
  #settle(
    { program }: Compiled,
    holdings: readonly Holding[],
    rows: Bits,
    settler: RowSettler,
    ends: Int32Array,
  ): void {
    const undecided = new Undecided(rows)
    const single = noRows(this.#columns.rows)
    const numberFor = (outcome: number, because: string) => {
      const { type, params, fromFacts } = program.outcomes[outcome]!
      return Object.keys(fromFacts).length > 0
        ? undefined
        : this.table.numberOf({ outcome: { type, params }, because: [because] })
    }
    program.rules.forEach(({ id, outcome, collected }, index) => {
      if (!collected) undecided.decide(holdings[index]!, single, ends, numberFor(outcome, id))
    })
    // Rules that make the outcome together: of the rows that are left, those where one may hold are looked at alone.
    program.rules.forEach(({ collected }, index) => {
      if (collected) undecided.decide(holdings[index]!, single, ends)
    })
    const left = undecided.bits.slice()
    undecided.decide({ certain: left, possible: left }, single, ends, numberFor(program.otherwise, 'otherwise'))
    forEachRow(single, (row) => {
      ends[row] = settler.settle(row)
    })
  }
}

function outcomeKey(program: Program, index: number, factKey: (fact: string) => string): string {
  const outcome = program.outcomes[index]!
  return canonicalJson([outcome, Object.values(outcome.fromFacts).map(factKey)])
}

/** The rows that are still undecided, and the words in which there are any. */
class Undecided {
  bits: Bits
  words: Int32Array

  constructor(rows: Bits) {
    this.bits = rows.slice()
    this.words = new Int32Array(rows.length)
    let count = 0
    for (let word = 0; word < rows.length; word++) if (rows[word] !== 0) this.words[count++] = word
    this.words = this.words.subarray(0, count)
  }

  /**
   * Takes the rows of one rule out: where it certainly holds, `end` is written; where it may hold, or its end differs from row to row
   * (undefined), the row is looked at alone.
   */
  decide({ certain, possible }: Holding, single: Bits, ends: Int32Array, end?: number): void {
    const { bits, words } = this
    let left = 0
    for (let at = 0; at < words.length; at++) {
      const word = words[at]!
      const rest = bits[word]!
      const touched = rest & possible[word]!
      if (touched !== 0) {
        let decided = end === undefined ? 0 : touched & certain[word]!
        single[word]! |= touched ^ decided
        bits[word] = rest ^ touched
        for (; decided !== 0; decided &= decided - 1) ends[(word << 5) + 31 - Math.clz32(decided & -decided)] = end!
      }
      if (rest !== touched) words[left++] = word
    }
    this.words = words.subarray(0, left)
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
