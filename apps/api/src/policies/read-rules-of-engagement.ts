import type { RulesOfEngagement } from '@parley/contract/home'
import { partnerEdition } from '@parley/rules/edition'
import { type Clause, describeCalendars, describeDerived, describePolicy } from '@parley/rules/explain/plain-language'
import { formatParameter } from '@parley/rules/explain/wording'
import type { Point } from '@parley/rules/point'
import type { Policy } from '@parley/rules/policy'
import type { Ctx } from '../context.ts'
import { pointOf } from './decision-point.ts'
import { readVersions } from './policy-facts.ts'
import { policyInForce } from './policy-in-force.ts'

/** The published rules in force, as a partner may read them: nothing of an internal rule is in it. */
export async function readRulesOfEngagement(ctx: Ctx, input: { point: string }): Promise<RulesOfEngagement> {
  const point = pointOf(input.point)
  const { version, policy, activeFrom } = await policyInForce(ctx.tx, point.id, ctx.now)
  const edition = partnerEdition(point, policy)
  const described = describePolicy(point, policy, 'partner', ctx.locale)
  const otherwise = described.find((clause) => clause.rule === 'otherwise')
  return {
    point: point.id,
    title: policy.title,
    question: point.question,
    version,
    activeFrom: activeFrom.toISOString(),
    next: await readNext(ctx, point.id),
    clauses: described.filter((clause) => clause !== otherwise).map((clause) => toClause(point, policy, clause)),
    otherwise: otherwise ? sentence(otherwise.outcome) : '',
    workedOut: describeDerived(point, edition, ctx.locale).map(({ title, text }) => ({ title, text: sentence(text) })),
    calendar: describeCalendars(edition, ctx.locale),
    parameters: Object.values(edition.parameters).map((parameter) => ({
      title: parameter.title,
      value: formatParameter(point, parameter, {
        locale: ctx.locale,
        currency: policy.currency,
        zone: policy.calendar?.zone,
      }),
    })),
    edition,
  }
}

/** The next version that is approved and dated, so that no rule comes as a surprise. */
async function readNext(ctx: Ctx, point: string): Promise<RulesOfEngagement['next']> {
  const ahead = (await readVersions(ctx.tx, point, ctx.now)).filter((version) => version.starts_at !== null)
  const [next] = ahead.sort((a, b) => a.starts_at!.getTime() - b.starts_at!.getTime())
  return next ? { version: next.version, activeFrom: next.starts_at!.toISOString() } : null
}

function toClause(point: Point, policy: Policy, clause: Clause): RulesOfEngagement['clauses'][number] {
  const rule = policy.rules.find((each) => each.id === clause.rule)!
  const follows = clause.possible ? `${sentence(clause.outcome)} ${clause.possible}` : sentence(clause.outcome)
  return {
    title: clause.title,
    when: sentence(clause.conditions.join(clause.holds === 'all' ? '; and ' : '; or ')),
    follows,
    why: clause.why ?? '',
    source: clause.source ?? '',
    outcomeTitle: point.outcomes[rule.event.type]!.title,
    favour: clause.favour,
    criteria: [...(clause.criteria ?? [])],
  }
}

function sentence(phrase: string): string {
  const text = phrase.charAt(0).toUpperCase() + phrase.slice(1)
  return /[.!?]$/.test(text) ? text : `${text}.`
}
