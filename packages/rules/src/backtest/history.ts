import { type Columns, ColumnsBuilder } from '../compile/columns.ts'
import type { Outcome } from '../decision.ts'
import { canonicalJson } from '../hash.ts'
import type { Facts, Point } from '../point.ts'

/** A decision as it was recorded, with what a backtest groups by. */
export type PastDecision = {
  id: string
  facts: Facts
  /** Null when information was needed. */
  outcome: Outcome | null
  because: readonly string[]
  /** `person` when somebody overrode the policy: then it says nothing of the policy. */
  decidedBy: 'policy' | 'person'
  policyVersion: number
  partner: string | null
  tier: string | null
  productFamily: string | null
  amountMinor: number | null
}

/** Why a decision can't be decided again. */
export type SkipReason =
  /** A person decided. */
  | 'personDecided'
  /** Information was needed then: there was no outcome. */
  | 'informationWasNeeded'
  /** The decision point no longer has its outcome. */
  | 'outcomeNotKnown'
  /** It was decided from facts that the decision point no longer has. */
  | 'factsNotKnown'
  /** A recorded fact isn't of the fact's present kind. */
  | 'factsNotReadable'

export type Skipped = {
  reason: SkipReason
  decisions: number
  /** The first of them. */
  ids: readonly string[]
  /** The facts that it was for, and in how many decisions. */
  facts: Readonly<Record<string, number>>
}

/** Names by number, one for each row; `null` stands for none. */
export type Labels = { of: Int32Array; names: readonly (string | null)[] }

/** Past decisions in columns, ready for any number of backtests. Those that can't be decided again are left out, and counted. */
export type History = {
  /** How many decisions were given. */
  decisions: number
  columns: Columns
  ids: readonly string[]
  /** The recorded outcome of each row, as an index into `outcomes`. */
  recorded: Int32Array
  outcomes: readonly Outcome[]
  policyVersions: Int32Array
  partners: Labels
  tiers: Labels
  productFamilies: Labels
  /** NaN where there is none. */
  amountsMinor: Float64Array
  skipped: readonly Skipped[]
}

const idsNamed = 20

/** Reads decisions one by one, so that they need not be in memory together. */
export function readHistory(point: Point, decisions: Iterable<PastDecision>): History {
  const columns = new ColumnsBuilder(point.facts)
  const ids: string[] = []
  const outcomes = new Numbering<Outcome>(canonicalJson)
  const [partners, tiers, productFamilies] = [new LabelsBuilder(), new LabelsBuilder(), new LabelsBuilder()]
  const recorded: number[] = []
  const policyVersions: number[] = []
  const amountsMinor: number[] = []
  const skips = new Skips()
  let given = 0
  for (const decision of decisions) {
    given++
    if (decision.decidedBy === 'person') skips.add('personDecided', decision.id)
    else if (decision.outcome === null) skips.add('informationWasNeeded', decision.id)
    else if (!Object.hasOwn(point.outcomes, decision.outcome.type)) skips.add('outcomeNotKnown', decision.id)
    else {
      const refused = columns.add(decision.facts)
      if (refused) {
        if ('notKnown' in refused) skips.add('factsNotKnown', decision.id, refused.notKnown)
        else skips.add('factsNotReadable', decision.id, refused.notReadable)
        continue
      }
      ids.push(decision.id)
      recorded.push(outcomes.numberOf(decision.outcome))
      policyVersions.push(decision.policyVersion)
      amountsMinor.push(decision.amountMinor ?? Number.NaN)
      partners.add(decision.partner)
      tiers.add(decision.tier)
      productFamilies.add(decision.productFamily)
    }
  }
  return {
    decisions: given,
    columns: columns.done(),
    ids,
    recorded: Int32Array.from(recorded),
    outcomes: outcomes.all,
    policyVersions: Int32Array.from(policyVersions),
    partners: partners.done(),
    tiers: tiers.done(),
    productFamilies: productFamilies.done(),
    amountsMinor: Float64Array.from(amountsMinor),
    skipped: skips.done(),
  }
}

class Numbering<Value> {
  all: Value[] = []
  #numbers = new Map<unknown, number>()
  #keyOf: (value: Value) => unknown

  constructor(keyOf: (value: Value) => unknown) {
    this.#keyOf = keyOf
  }

  numberOf(value: Value): number {
    const key = this.#keyOf(value)
    let number = this.#numbers.get(key)
    if (number === undefined) {
      number = this.all.push(value) - 1
      this.#numbers.set(key, number)
    }
    return number
  }
}

class LabelsBuilder {
  #of: number[] = []
  #names = new Numbering<string | null>((name) => name)

  add(name: string | null): void {
    this.#of.push(this.#names.numberOf(name))
  }

  done(): Labels {
    return { of: Int32Array.from(this.#of), names: this.#names.all }
  }
}

class Skips {
  #byReason = new Map<SkipReason, { ids: string[]; decisions: number; facts: Map<string, number> }>()

  add(reason: SkipReason, id: string, facts: readonly string[] = []): void {
    const skip = this.#byReason.get(reason) ?? { ids: [], decisions: 0, facts: new Map<string, number>() }
    this.#byReason.set(reason, skip)
    skip.decisions++
    if (skip.ids.length < idsNamed) skip.ids.push(id)
    for (const fact of facts) skip.facts.set(fact, (skip.facts.get(fact) ?? 0) + 1)
  }

  done(): Skipped[] {
    return [...this.#byReason].map(([reason, { decisions, ids, facts }]) => ({
      reason,
      decisions,
      ids,
      facts: Object.fromEntries(facts),
    }))
  }
}
