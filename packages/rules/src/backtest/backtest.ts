import { type Bits, firstRows, forEachRow } from '../compile/columns-bits.ts'
import { ColumnDecider, type DecidedRows } from '../compile/columns-decide.ts'
import { noOutcome } from '../compile/columns-settle.ts'
import type { Point } from '../point.ts'
import type { Rulebook } from '../policy.ts'
import { Counts } from './counts.ts'
import { type History, type PastDecision, readHistory } from './history.ts'
import type { BacktestReport, ChangedDecision, Group } from './report.ts'
import { byFlips, fourWaysOf } from './tallies.ts'

type BacktestOptions = {
  /** The policy to compare the draft with; without it, what was recorded is. */
  inForce?: Rulebook
  /** How many changed decisions are named, of those that change sides and of the others. 20 by default. */
  changesNamed?: number
  /** How many groups a list has at most. 50 by default. */
  groupsListed?: number
  /** Where ranges of amounts begin, in minor units, ascending. None by default. */
  amountsFromMinor?: readonly number[]
}

/** What a draft would have done to these decisions: the same as deciding each of them again. Facts come as they were recorded. */
export function backtest(
  point: Point,
  draft: Rulebook,
  decisions: Iterable<PastDecision>,
  options: BacktestOptions = {},
): BacktestReport {
  return new Backtest(point, readHistory(point, decisions), options).run(draft)
}

/** Backtests of many drafts over one history: what a draft has in common with the one before isn't worked out or counted again. */
export class Backtest {
  #point: Point
  #history: History
  #options: Required<Omit<BacktestOptions, 'inForce'>>
  #decider: ColumnDecider
  #inForce: DecidedRows | undefined
  /** The number of each row's outcome before. */
  #before: Int32Array
  #last: DecidedRows | undefined
  /** Of the last draft. */
  #counts: Counts

  constructor(point: Point, history: History, { inForce, ...options }: BacktestOptions = {}) {
    this.#point = point
    this.#history = history
    this.#options = { changesNamed: 20, groupsListed: 50, amountsFromMinor: [], ...options }
    this.#decider = new ColumnDecider(point, history.columns)
    this.#inForce = inForce && this.#decider.decide(inForce)
    this.#before = this.#outcomesBefore()
    this.#counts = new Counts(point, history, this.#decider.table, this.#options.amountsFromMinor)
  }

  run(draft: Rulebook): BacktestReport {
    const known = [this.#last, this.#inForce].filter((each) => each !== undefined)
    const decided = this.#decider.decide(draft, known)
    this.#count(decided)
    this.#last = decided
    this.#decider.keepOnly(this.#inForce ? [decided, this.#inForce] : [decided])
    return this.#report(decided)
  }

  #outcomesBefore(): Int32Array {
    const { table } = this.#decider
    if (this.#inForce) return this.#inForce.ends.map((end) => table.outcomeOf[end]!)
    const numbers = this.#history.outcomes.map((outcome) => table.outcomeNumber(outcome))
    return this.#history.recorded.map((index) => numbers[index]!)
  }

  /** Counts the rows that end otherwise than by the last draft; at first all. */
  #count({ ends, since }: DecidedRows): void {
    const counts = this.#counts
    const before = this.#before
    counts.learnOutcomes()
    const last = this.#last?.ends
    const count = (row: number) => {
      const from = last?.[row]
      if (from === ends[row]) return
      if (before[row] !== noOutcome) counts.move(row, before[row]!, from, ends[row]!)
      // Where the policy in force needs information, no draft can be compared with it.
      else if (from === undefined) counts.cannotCompare(row, this.#inForce!.ends[row]!)
    }
    if (since && since.name === this.#last?.name) forEachRow(since.rows, count)
    else for (let row = 0; row < ends.length; row++) count(row)
  }

  #report(decided: DecidedRows): BacktestReport {
    const counts = this.#counts
    const byPartner = counts.partners.groups()
    const byTier = counts.tiers.groups()
    const byProductFamily = counts.productFamilies.groups()
    const named = (rows: Bits) => firstRows(rows, this.#options.changesNamed)
    return {
      point: this.#point.id,
      draftVersion: decided.policy.version,
      before: this.#inForce ? { policyVersion: this.#inForce.policy.version } : 'recorded',
      decisions: this.#history.decisions,
      compared: counts.total.all(),
      skipped: this.#history.skipped,
      informationNeeded: this.#informationNeeded(named(counts.needing)),
      fourWays: fourWaysOf(counts.total),
      outcomes: counts.outcomeChanges(),
      byPartner: this.#bounded(byPartner),
      byTier: this.#bounded(byTier),
      byProductFamily: this.#bounded(byProductFamily),
      byAmount: counts.amounts.groups(),
      groupsLeftOut: [byPartner, byTier, byProductFamily].reduce(
        (sum, { length }) => sum + Math.max(0, length - this.#options.groupsListed),
        0,
      ),
      flips: named(counts.flips).map((row) => this.#changeAt(row, decided)),
      otherChanges: named(counts.otherChanges).map((row) => this.#changeAt(row, decided)),
    }
  }

  #informationNeeded(rows: readonly number[]): BacktestReport['informationNeeded'] {
    const facts: Record<string, number> = {}
    let decisions = 0
    for (const [number, times] of this.#counts.needed) {
      const end = this.#decider.table.ends[number]!
      decisions += times
      if ('missing' in end && times > 0) for (const fact of end.missing) facts[fact] = (facts[fact] ?? 0) + times
    }
    return { decisions, ids: rows.map((row) => this.#history.ids[row]!), facts }
  }

  #bounded(groups: readonly Group[]): Group[] {
    return groups.toSorted(byFlips).slice(0, this.#options.groupsListed)
  }

  #changeAt(row: number, { ends }: DecidedRows): ChangedDecision {
    const { ids, policyVersions, amountsMinor, partners, tiers, productFamilies } = this.#history
    const { table } = this.#decider
    const end = table.ends[ends[row]!]!
    if ('missing' in end) throw new Error('A decision that needs information is not a changed one.')
    const amountMinor = amountsMinor[row]!
    return {
      id: ids[row]!,
      from: table.outcomes[this.#before[row]!]!,
      to: end.outcome,
      because: end.because,
      policyVersion: policyVersions[row]!,
      partner: partners.names[partners.of[row]!]!,
      tier: tiers.names[tiers.of[row]!]!,
      productFamily: productFamilies.names[productFamilies.of[row]!]!,
      amountMinor: Number.isNaN(amountMinor) ? null : amountMinor,
    }
  }
}
