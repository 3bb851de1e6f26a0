import { factsNamedIn } from './checks/names-in.ts'
import { compile } from './compile/closures.ts'
import { extendedFacts, type Program } from './compile/intermediate.ts'
import type { Decided, Decision, Outcome } from './decision.ts'
import { deriveFacts } from './derived/derive.ts'
import { vocabularyOf } from './derived/vocabulary.ts'
import { factsPartnersKnow, isTold, type PartnerEdition, partnerEdition, readsOpenFacts } from './edition.ts'
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
  const edition = partnerEdition(point, policy)
  const { settle, evaluate, program } = compile(point, edition)
  const known = factsPartnersKnow(point, facts)
  const holdingOf = (seen: Facts) => evaluate(seen).certain.map((index) => program.rules[index]!.id)
  const published = settle(known)
  const base = { point: decision.point, policyVersion: decision.policyVersion, fired: [], nearly: [] }
  const asks = 'missing' in published ? published.missing.filter((fact) => isTold(point, fact, facts)) : []
  if (decision.status === 'informationNeeded' && asks.length === 0 && waitsForUntold(point, facts, decision.missing)) {
    const outcome = personDecides(point, program, known)
    // Where a published rule leaves it to a person by what is told, it is the reason, as it is of a decision that waits for nothing.
    if (outcome && 'outcome' in published && canonicalJson(published.outcome) === canonicalJson(outcome))
      return { ...base, status: 'decided', outcome, because: published.because, fired: holdingOf(known) }
    if (outcome) return { ...base, status: 'decided', outcome, because: ['otherwise'] }
  }
  if (decision.status === 'informationNeeded' || (stage === 'live' && asks.length > 0))
    return { ...base, status: 'informationNeeded', missing: asks }
  const { outcome } = decision
  const { collected, favour } = own(point.outcomes, outcome.type)!
  const isHeldBack = Object.keys(point.facts).some((fact) => isHeld(point, fact, facts))
  const alike = 'outcome' in published && published.outcome.type === outcome.type ? published : undefined
  const shown = collected
    ? withoutInternalParts(point, policy, outcome.type, outcome.params)
    : withoutInternalFacts(point, policy, decision.because, outcome.params, isHeldBack ? known : undefined)
  const holding = holdingOf(known)
  const seen = { ...base, status: 'decided' as const, outcome: { type: outcome.type, params: shown } }
  if (alike && (collected || canonicalJson(alike.outcome.params) === canonicalJson(outcome.params)))
    return { ...seen, because: alike.because, fired: holding }
  // Nothing follows from a refusal's values, but they tell by what it was refused.
  if (alike && isHeldBack && favour < 0)
    return { ...seen, outcome: alike.outcome, because: alike.because, fired: holding }
  if (!collected) {
    const open = evaluate(known).open.map((index) => program.rules[index]!.id)
    const told = isHeldBack ? reasonsTold(edition, policy, decision, { holding, open }) : undefined
    return { ...seen, ...(told ?? reasonsOf(policy, decision)) }
  }
  const because = holding.filter((id) =>
    policy.rules.some((rule) => rule.id === id && rule.event.type === outcome.type),
  )
  return { ...seen, because, fired: because }
}

/** A fact that partners may know, and that this one isn't told. */
const isHeld = (point: Point, fact: string, facts: Facts) =>
  own(point.facts, fact)?.knownTo === 'partner' && !isTold(point, fact, facts)

const waitsForUntold = (point: Point, facts: Facts, missing: readonly string[]) =>
  missing.some((fact) => isHeld(point, fact, facts))

/** What the `otherwise` says, where a person decides by it: what waits for something that isn't told reads like any other such case. */
function personDecides(point: Point, program: Program, known: Facts): Outcome | undefined {
  const { type, params, fromFacts } = program.outcomes[program.otherwise]!
  if (!own(point.outcomes, type)?.personDecides) return undefined
  const extended = extendedFacts(program, known)
  const carried = Object.entries(fromFacts).filter(([, fact]) => extended[fact] !== undefined)
  return { type, params: { ...params, ...Object.fromEntries(carried.map(([name, fact]) => [name, extended[fact]!])) } }
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

/** Without what a rule of the vendor's own reads from a fact that partners may not know, or that this one isn't told. */
function withoutInternalFacts(
  point: Point,
  policy: Policy,
  because: readonly string[],
  params: Params,
  known: Facts | undefined,
): Params {
  const vocabulary = vocabularyOf(point, policy)
  const told = known && deriveFacts(point, policy, known)
  const givers = [...policy.rules, { id: 'otherwise', ...policy.otherwise }].filter(({ id }) => because.includes(id))
  const isOpen = (name: string) =>
    givers.every(({ event }) => {
      const given = own(event.params, name)
      return readsOpenFacts(vocabulary, given) && factsNamedIn(given).every((fact) => !told || told[fact] !== undefined)
    })
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

type Holding = { holding: readonly string[]; open: readonly string[] }

/**
 * The reasons where something isn't told that was decided on: of the published rules those that give this outcome by what is told, so that a
 * reason doesn't tell it either; or, where none does, what an internal rule would say. `undefined`: the decision's own give nothing away.
 */
function reasonsTold(
  edition: PartnerEdition,
  policy: Policy,
  { because, fired, outcome }: Decided,
  { holding, open }: Holding,
): Pick<Decided, 'because' | 'fired'> | undefined {
  const gives = ({ event }: { event: { type: string } }) => event.type === outcome.type
  const inEdition = new Map(edition.rules.map((rule) => [rule.id, rule]))
  const published = because.filter(
    (id) => fired.includes(id) && policy.rules.some((rule) => rule.id === id && rule.audience === 'published'),
  )
  // One that tests what only staff know is published by the vendor's own choice.
  if (published.some((id) => !inEdition.has(id))) return undefined
  const first = holding.find((id) => gives(inEdition.get(id)!))
  if (first !== undefined) return { because: [first], fired: [first] }
  if (published.every((id) => open.includes(id))) return undefined
  const internal = policy.rules.find((rule) => rule.audience === 'internal' && gives(rule))
  const ids = internal ? [internal.id] : []
  return { because: ids, fired: ids }
}
