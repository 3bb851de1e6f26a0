import { compile } from './compile/closures.ts'
import type { Decided, Decision } from './decision.ts'
import { vocabularyOf } from './derived/vocabulary.ts'
import { factsPartnersKnow, partnerEdition, readsOpenFacts } from './edition.ts'
import { canonicalJson } from './hash.ts'
import { own } from './names.ts'
import type { Facts, FactValue, Point } from './point.ts'
import type { Policy } from './policy.ts'
import { whatMatters } from './what-matters.ts'

/** `live`: while a form is typed, and nothing follows from it yet. `recorded`: it took effect, which the partner sees anyway. */
export type Stage = 'live' | 'recorded'

/**
 * What a partner may see of a decision; the one door. Beyond the outcome it is worked out from the published rules and the facts
 * that partners may know, so it is the same whatever a partner may not know. While a published rule still asks for something, a
 * live answer asks for just that, whatever internal rules say; only then the outcome shows. What is collected names the published
 * rules alone, and carries nothing that an internal rule could have given a part of.
 */
export function partnerView(point: Point, policy: Policy, facts: Facts, decision: Decision, stage: Stage): Decision {
  const { settle, evaluate, program } = compile(point, partnerEdition(point, policy))
  const known = factsPartnersKnow(point, facts)
  const published = settle(known)
  const base = { point: decision.point, policyVersion: decision.policyVersion, fired: [], nearly: [] }
  const asks = 'missing' in published ? published.missing : []
  if (decision.status === 'informationNeeded' || (stage === 'live' && asks.length > 0))
    return { ...base, status: 'informationNeeded', missing: asks }
  const { outcome } = decision
  const isCollected = own(point.outcomes, outcome.type)?.collected === true
  const alike = 'outcome' in published && published.outcome.type === outcome.type ? published : undefined
  const shown = isCollected
    ? withoutInternalParts(point, policy, outcome.type, outcome.params)
    : withoutInternalFacts(point, policy, decision.because, outcome.params)
  const holding = evaluate(known).certain.map((index) => program.rules[index]!.id)
  const seen = { ...base, status: 'decided' as const, outcome: { type: outcome.type, params: shown } }
  if (alike && (isCollected || canonicalJson(alike.outcome.params) === canonicalJson(outcome.params)))
    return { ...seen, because: alike.because, fired: holding }
  if (!isCollected) return { ...seen, ...reasonsOf(policy, decision) }
  const because = holding.filter((id) =>
    policy.rules.some((rule) => rule.id === id && rule.event.type === outcome.type),
  )
  return { ...seen, because, fired: because }
}

/** The facts whose value can still change what the published rules answer: a form asks a partner for these. */
export function mattersToPartners(point: Point, policy: Policy, facts: Facts): string[] {
  return whatMatters(point, partnerEdition(point, policy), factsPartnersKnow(point, facts))
}

type Params = Readonly<Record<string, FactValue>>

/** A sum that an internal rule may have added to is between staff, whether one did this time or not. */
function withoutInternalParts(point: Point, policy: Policy, type: string, params: Params): Params {
  const published = new Set(partnerEdition(point, policy).rules.map(({ id }) => id))
  const internal = policy.rules.filter(({ id, event }) => event.type === type && !published.has(id))
  const given = new Set(internal.flatMap(({ event }) => Object.keys(event.params)))
  return Object.fromEntries(Object.entries(params).filter(([name]) => !given.has(name)))
}

/** Without what a rule of the vendor's own reads from a fact that partners may not know. */
function withoutInternalFacts(point: Point, policy: Policy, because: readonly string[], params: Params): Params {
  const vocabulary = vocabularyOf(point, policy)
  const givers = [...policy.rules, { id: 'otherwise', ...policy.otherwise }].filter(({ id }) => because.includes(id))
  const isOpen = (name: string) => givers.every(({ event }) => readsOpenFacts(vocabulary, own(event.params, name)))
  return Object.fromEntries(Object.entries(params).filter(([name]) => isOpen(name)))
}

/**
 * The reasons of a decision that the published rules don't make: those of them that hold and had a part in it; or of the others each
 * wording once, whether the rule is certain or may hold, as that rests on what is internal.
 */
function reasonsOf(policy: Policy, { because, fired }: Decided): Pick<Decided, 'because' | 'fired'> {
  const rules = because.map((id) => ({ id, ...(policy.rules.find((rule) => rule.id === id) ?? policy.otherwise) }))
  const published = rules.filter(
    (rule) => 'audience' in rule && rule.audience === 'published' && fired.includes(rule.id),
  )
  const wordsOf = ({ wording: { partner, possible } }: Policy['otherwise']) => canonicalJson([partner, possible ?? ''])
  const words = rules.map(wordsOf)
  const once = rules.filter((_, index) => words.indexOf(words[index]!) === index)
  const ids = (published.length > 0 ? published : once).map(({ id }) => id)
  return { because: ids, fired: ids }
}
