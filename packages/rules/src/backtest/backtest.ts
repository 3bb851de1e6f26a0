import { ColumnDecider, type DecidedRows } from '../compile/columns-decide.ts'
import { noOutcome } from '../compile/columns-settle.ts'
import { own } from '../names.ts'
import type { Point } from '../point.ts'
import type { Rulebook } from '../policy.ts'
import { Counts, labelsOfAmounts } from './counts.ts'
import { type History, type Labels, type PastDecision, readHistory } from './history.ts'
import type { BacktestReport, ChangedDecision, Group } from './report.ts'
import { byFlips, fourWaysOf, OutcomeChanges } from './tallies.ts'

export type BacktestOptions = {
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

/** Backtests of many drafts over one history: what a draft has in common with the one before isn't worked out again. */
export class Backtest {
  #point: Point
  #history: History
  #options: Required<Omit<BacktestOptions, 'inForce'>>
  #decider: ColumnDecider
  #inForce: DecidedRows | undefined
  #last: DecidedRows | undefined
  #amounts: Labels
  /** The number of each row's outcome before. */
  #before: Int32Array
  /** As if the draft changed nothing. */
  #unchanged: Counts

  constructor(point: Point, history: History, { inForce, ...options }: BacktestOptions = {}) {
    this.#point = point
    this.#history = history
    this.#options = { changesNamed: 20, groupsListed: 50, amountsFromMinor: [], ...options }
    this.#amounts = labelsOfAmounts(history.amountsMinor, this.#options.amountsFromMinor)
    this.#decider = new ColumnDecider(point, history.columns)
    this.#inForce = inForce && this.#decider.decide(inForce)
    this.#before = this.#outcomesBefore()
    this.#unchanged = this.#countUnchanged()
  }

  run(draft: Rulebook): BacktestReport {
    const known = [this.#last, this.#inForce].filter((each) => each !== undefined)
    const decided = this.#decider.decide(draft, known)
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

  #newCounts(): Counts {
    return new Counts(this.#history, this.#amounts, this.#options.changesNamed)
  }

  #countUnchanged(): Counts {
    const counts = this.#newCounts()
    const isGranted = this.#grantedOutcomes()
    for (let row = 0; row < this.#before.length; row++) {
      const outcome = this.#before[row]!
      if (outcome === noOutcome) counts.needed.add(row, this.#missingAt(row, this.#inForce!))
      else counts.add(row, isGranted[outcome]!, isGranted[outcome]!)
    }
    return counts
  }

  /** For each outcome by its number, whether it is good for the partner. */
  #grantedOutcomes(): boolean[] {
    return this.#decider.table.outcomes.map(({ type }) => (own(this.#point.outcomes, type)?.favour ?? 0) > 0)
  }

  #missingAt(row: number, { ends }: DecidedRows): readonly string[] {
    const end = this.#decider.table.ends[ends[row]!]!
    return 'missing' in end ? end.missing : []
  }

  #report(decided: DecidedRows): BacktestReport {
    const before = this.#before
    const { table } = this.#decider
    const isGranted = this.#grantedOutcomes()
    const counts = this.#newCounts().startFrom(this.#unchanged)
    const changes = new OutcomeChanges(this.#point, table.outcomes)
    const flips: number[] = []
    const otherChanges: number[] = []
    for (let row = 0; row < before.length; row++) {
      const was = before[row]!
      const is = table.outcomeOf[decided.ends[row]!]!
      if (is === was || was === noOutcome) continue
      counts.add(row, isGranted[was]!, isGranted[was]!, -1)
      if (is === noOutcome) counts.needed.add(row, this.#missingAt(row, decided))
      else {
        counts.add(row, isGranted[was]!, isGranted[is]!)
        changes.add(was, is, this.#history.amountsMinor[row]!)
        const named = isGranted[was] === isGranted[is] ? otherChanges : flips
        if (named.length < this.#options.changesNamed) named.push(row)
      }
    }
    const byPartner = counts.partners.groups()
    const byTier = counts.tiers.groups()
    const byProductFamily = counts.productFamilies.groups()
    const lists = [byPartner, byTier, byProductFamily]
    return {
      point: this.#point.id,
      draftVersion: decided.policy.version,
      before: this.#inForce ? { policyVersion: this.#inForce.policy.version } : 'recorded',
      decisions: this.#history.decisions,
      compared: counts.total.all(),
      skipped: this.#history.skipped,
      informationNeeded: counts.needed.done(),
      fourWays: fourWaysOf(counts.total),
      outcomes: changes.done(),
      byPartner: this.#bounded(byPartner),
      byTier: this.#bounded(byTier),
      byProductFamily: this.#bounded(byProductFamily),
      byAmount: counts.amounts.groups(),
      groupsLeftOut: lists.reduce((sum, { length }) => sum + Math.max(0, length - this.#options.groupsListed), 0),
      flips: flips.map((row) => this.#changeAt(row, decided)),
      otherChanges: otherChanges.map((row) => this.#changeAt(row, decided)),
    }
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
