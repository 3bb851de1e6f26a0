import { factsOver, settingsOf } from '@parley/rules/cases'
import { compile } from '@parley/rules/compile/closures'
import type { CaseFile } from '@parley/rules/decision'
import { commission } from '@parley/rules/points/commission/point'
import { type Policy, parsePolicy } from '@parley/rules/policy'
import { claimOf, together } from '@parley/rules/together'
import type { PolicyEdit } from '../../support/policy-work.ts'
import { type Season, seasonBegins } from '../season.ts'

/** The rates for sourcing that come into force a third and two thirds through: a worse one, then a better one. */
const rates = [1_000, 1_300]

/** Twice the rules for commission change: whoever was promised more keeps it, and whoever gets more gets it. */
export function planPolicyChanges(season: Season): void {
  const wholeMs = season.ends.getTime() - seasonBegins.getTime()
  for (const [index, rateBps] of rates.entries())
    season.plan(new Date(seasonBegins.getTime() + (wholeMs * (index + 1)) / 3), () => change(season, rateBps))
}

async function change(season: Season, rateBps: number): Promise<void> {
  const { policies } = season.staff('editor')
  const { version } = (await policies.submits(withRate(rateBps), 'commission')).summary
  await season.staff('approver').policies.approves(version, 'commission')
  await season.staff('approver').policies.activates(version, undefined, 'commission')
  season.count('policies', `sourcing earns ${rateBps} basis points`)
}

/** Another rate for sourcing; the examples say what follows from it. */
const withRate =
  (rateBps: number): PolicyEdit =>
  (document, file) => {
    document.parameters.sourcedRate!.value = rateBps
    const { policy, findings } = parsePolicy(commission, document)
    if (!policy) throw new Error(JSON.stringify(findings))
    const { decide } = compile(commission, policy)
    const of = file as unknown as CaseFile & { cases: { facts: CaseFile['base']; expect: Record<string, unknown> }[] }
    for (const each of of.cases) {
      const decision = decide(factsOver(of.base, each.facts))
      if (decision.status === 'decided' && each.expect.params)
        each.expect.params = only(each.expect.params, decision.outcome.params)
    }
    for (const each of (of.together ?? []) as unknown as {
      claims: Record<string, CaseFile['base']>
      expect: unknown
    }[])
      each.expect = only(each.expect, divided(policy, of.base, each.claims))
  }

function divided(policy: Policy, base: CaseFile['base'], given: Record<string, CaseFile['base']>): unknown {
  const { decide } = compile(commission, policy)
  const claims = Object.entries(given).map(([claimant, own]) => {
    const facts = factsOver(base, own)
    return claimOf(commission, policy, claimant, facts, decide(facts))
  })
  return together.commission(settingsOf(commission, policy), claims)
}

/** As much of what is so as was expected before. */
function only(expected: unknown, actual: unknown): unknown {
  if (Array.isArray(expected) || typeof expected !== 'object' || expected === null) return actual
  const values = actual as Record<string, unknown>
  return Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, only(value, values?.[name])]))
}
