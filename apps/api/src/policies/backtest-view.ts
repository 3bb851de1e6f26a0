import type { BacktestGroup, ChangedDecision, PolicyBacktest } from '@parley/contract/policies'
import type { SkipReason } from '@parley/rules/backtest/history'
import type { BacktestReport, ChangedDecision as Changed, Group } from '@parley/rules/backtest/report'
import type { Outcome } from '@parley/rules/decision'
import { termsOf } from '@parley/rules/explain/result-in-words'
import { formatMoney } from '@parley/rules/format'
import type { FactDefinition, Point } from '@parley/rules/point'
import type { Policy } from '@parley/rules/policy'
import type { Ctx } from '../context.ts'
import { outcomeOf } from '../decisions/decision-card.ts'
import type { RecordedDecision } from './past-decisions.ts'

const reasons: Readonly<Record<SkipReason, string>> = {
  personDecided: 'A person decided in the policy’s place',
  informationWasNeeded: 'Facts were missing, so nothing was decided',
  outcomeNotKnown: 'This decision point no longer has its outcome',
  factsNotKnown: 'It was decided from facts that this decision point no longer has',
  factsNotReadable: 'A recorded fact is of another kind today',
}

/** A backtest's report in the words of the program: outcomes, tiers, product families, amounts and customers by their names. */
export class BacktestWords {
  #ctx: Ctx
  #point: Point
  #draft: Policy
  #recorded: Map<string, RecordedDecision>

  constructor(ctx: Ctx, point: Point, draft: Policy, decisions: readonly RecordedDecision[]) {
    this.#ctx = ctx
    this.#point = point
    this.#draft = draft
    this.#recorded = new Map(decisions.map((each) => [each.past.id, each]))
  }

  of(
    report: BacktestReport,
  ): Omit<PolicyBacktest, 'against' | 'inForceVersion' | 'recorded' | 'oldestDecidedAt' | 'nextCursor'> {
    return {
      point: report.point,
      currency: this.#draft.currency,
      decisions: report.decisions,
      compared: report.compared,
      fourWays: report.fourWays,
      outcomes: report.outcomes.map(({ from, to, decisions, amountMinor }) => ({
        from: this.#outcomeTitle(from),
        to: this.#outcomeTitle(to),
        decisions,
        amountMinor,
      })),
      byPartner: report.byPartner.map((group) => named(group, (name) => name)),
      byTier: report.byTier.map((group) => named(group, (name) => this.#tier(name))),
      byProductFamily: report.byProductFamily.map((group) => named(group, (name) => this.#productFamily(name))),
      byAmount: report.byAmount.map((group) => named(group, (name) => this.#amounts(name))),
      flips: report.flips.map((each) => this.#changed(each)),
      otherChanges: report.otherChanges.map((each) => this.#changed(each)),
      skipped: report.skipped.map(({ reason, decisions, facts }) => ({
        reason: reasons[reason],
        decisions,
        facts: this.#facts(facts),
      })),
      informationNeeded: {
        decisions: report.informationNeeded.decisions,
        facts: this.#facts(report.informationNeeded.facts),
      },
    }
  }

  #changed({ id, from, to, because, partner, tier, productFamily, amountMinor }: Changed): ChangedDecision {
    const { title, decidedAt } = this.#recorded.get(id)!
    return {
      decisionId: id,
      subjectTitle: title,
      partnerName: partner,
      tier: tier === null ? null : this.#tier(tier),
      productFamily: productFamily === null ? null : this.#productFamily(productFamily),
      amountMinor,
      decidedAt: decidedAt.toISOString(),
      from: this.#outcome(from),
      to: this.#outcome(to),
      because: because.map((rule) => ({ rule, title: this.#ruleTitle(rule) })),
    }
  }

  #outcome({ type, params }: Outcome): ChangedDecision['from'] {
    const { title, favour } = outcomeOf(this.#point, { outcome: type })
    const { currency, calendar } = this.#draft
    const terms = termsOf(this.#point, type, params, { locale: this.#ctx.locale, currency, zone: calendar?.zone })
    return { type, title, favour, terms: terms.map((term) => `${term.value} ${term.title}`.trim()).join(', ') }
  }

  #outcomeTitle = (type: string) => outcomeOf(this.#point, { outcome: type }).title

  #ruleTitle(id: string): string {
    return this.#draft.rules.find((rule) => rule.id === id)?.title ?? 'No rule decides'
  }

  #tier(value: string): string {
    const fact: FactDefinition | undefined = this.#point.facts['partner.tier']
    const words = fact?.kind === 'choice' && Object.hasOwn(fact.values, value) ? fact.values[value] : undefined
    return words ?? value.charAt(0).toUpperCase() + value.slice(1)
  }

  #productFamily = (id: string) => this.#ctx.productFamilies.find((family) => family.id === id)?.name ?? id

  /** "0-99999" and "100000-" in minor units: as amounts. */
  #amounts(range: string): string {
    const [from, to] = range.split('-').map(Number) as [number, number]
    const money = (minor: number) => formatMoney(minor, { locale: this.#ctx.locale, currency: this.#draft.currency })
    if (to === 0) return `${money(from)} and more`
    return from === 0 ? `Below ${money(to + 1)}` : `${money(from)} to below ${money(to + 1)}`
  }

  #facts(facts: Readonly<Record<string, number>>): { title: string; decisions: number }[] {
    return Object.entries(facts).map(([name, decisions]) => ({
      title: this.#point.facts[name]?.title ?? name,
      decisions,
    }))
  }
}

const named = ({ name, ...ways }: Group, inWords: (name: string) => string): BacktestGroup => ({
  name: name === null ? null : inWords(name),
  ...ways,
})
