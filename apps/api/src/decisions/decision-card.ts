import type { DecisionCard, FactShown } from '@parley/contract/decisions'
import type { Decision } from '@parley/rules/decision'
import { deriveFacts } from '@parley/rules/derived/derive'
import { vocabularyOf } from '@parley/rules/derived/vocabulary'
import { factsTold, partnerEdition } from '@parley/rules/edition'
import { explain, type Reason } from '@parley/rules/explain/reasons'
import { termsOf } from '@parley/rules/explain/result-in-words'
import { whatWouldChange } from '@parley/rules/explain/what-would-change'
import { type FormatOptions, formatValue } from '@parley/rules/format'
import { partnerView, type Stage } from '@parley/rules/partner-view'
import type { FactDefinition, Facts, Point } from '@parley/rules/point'
import type { Policy } from '@parley/rules/policy'
import type { Ctx } from '../context.ts'
import { pointOf } from '../policies/decision-point.ts'
import { loadPolicy } from '../policies/policy-in-force.ts'
import { toDecision } from './decide-by-policy.ts'
import type { DecisionRow } from './decision-rows.ts'
import { type OwnShare, withheldFrom } from './withheld-facts.ts'

/** Whom the card is for; what each may know differs. `share`: of a decision about a claim, what of its deal is the partner's own. */
export type Reader = { audience: 'partner' | 'staff'; locale: string; vendor: Ctx['vendor']; share?: OwnShare }

export function readerOf({ actor, locale, vendor }: Ctx): Reader {
  return { audience: actor.audience === 'partner' ? 'partner' : 'staff', locale, vendor }
}

/** The card of a recorded decision; reads the policy's version unless this process knows it. */
export async function readCard(ctx: Ctx, row: DecisionRow, share?: OwnShare): Promise<DecisionCard> {
  const policy = row.policyVersion === null ? null : await loadPolicy(ctx.tx, row.point, row.policyVersion)
  return toCard(row, policy, { ...readerOf(ctx), ...(share && { share }) })
}

/** The same without what would change it, for which fact after fact is tried: for lists, and where it's opened on demand. */
export async function readBriefCard(ctx: Ctx, row: DecisionRow, share?: OwnShare): Promise<DecisionCard> {
  const policy = row.policyVersion === null ? null : await loadPolicy(ctx.tx, row.point, row.policyVersion)
  return toBriefCard(row, policy, { ...readerOf(ctx), ...(share && { share }) })
}

/**
 * A decision as this reader may know it: the same form for partner and staff. `live` for a pre-check: nothing is recorded, and a
 * partner is asked for what the published rules still need before it learns what would be decided.
 */
export function toCard(
  row: DecisionRow,
  policy: Policy | null,
  reader: Reader,
  stage: Stage = 'recorded',
): DecisionCard {
  const card = toBriefCard(row, policy, reader, stage)
  if (!policy) return card
  return { ...card, changes: changesOf(pointOf(row.point), policy, row, reader, card.outcome.favour) }
}

export function toBriefCard(
  row: DecisionRow,
  policy: Policy | null,
  reader: Reader,
  stage: Stage = 'recorded',
): DecisionCard {
  const point = pointOf(row.point)
  const seen = policy ? decisionSeenBy(reader, point, policy, row, stage) : toDecision(row)
  const decided = seen.status === 'decided' ? seen.outcome : { type: 'informationNeeded', params: {} }
  const outcome = outcomeOf(point, { outcome: decided.type })
  const missing = seen.status === 'decided' ? [] : seen.missing
  const withheld = withheldBy(reader, row, policy)
  const reasons = policy
    ? explain(point, policy, row.facts, seen, reader.audience, reader.locale, withheld)
    : [overrideReason(row, reader)]
  return {
    decisionId: stage === 'live' ? null : row.id,
    point: row.point,
    question: point.question,
    outcome: {
      ...outcome,
      params: decided.params as Record<string, string | number | boolean>,
      terms: termsOf(point, decided.type, decided.params, formats(policy, reader)),
    },
    headline: reasons[0]?.text ?? `${outcome.title}.`,
    reasons: reasons.map((reason) => (reader.audience === 'partner' ? { ...reason, rule: null } : reason)),
    changes: [],
    missing: Object.keys(point.facts)
      .filter((fact) => missing.includes(fact))
      .map((fact) => ({ fact, definition: point.facts[fact]! }))
      .filter(({ definition }) => mayKnow(reader, definition))
      .map(({ fact, definition }) => ({ fact, title: definition.title, question: definition.question ?? null })),
    facts: factsShown(point, policy, row.facts, reader, withheld),
    policy: policy && {
      version: policy.version,
      title: policy.title,
      activeFrom: row.policyActiveFrom?.toISOString() ?? null,
    },
    decidedAt: row.decidedAt.toISOString(),
    decidedBy: policy ? 'policy' : 'person',
    decidedByName: policy ? null : whoDecided(row, reader),
    overrideReason: reader.audience === 'staff' ? row.overrideReason : null,
  }
}

/** Title and favour of an outcome, `informationNeeded` included. */
export function outcomeOf(
  point: Point,
  row: Pick<DecisionRow, 'outcome'>,
): { type: string; title: string; favour: number } {
  const known = Object.hasOwn(point.outcomes, row.outcome) ? point.outcomes[row.outcome] : undefined
  return { type: row.outcome, title: known?.title ?? 'More information needed', favour: known?.favour ?? 0 }
}

/** Everything that a card says of a decision rests on this, so that a partner's card can't say more. */
function decisionSeenBy(reader: Reader, point: Point, policy: Policy, row: DecisionRow, stage: Stage): Decision {
  const decision = toDecision(row)
  return reader.audience === 'partner' ? partnerView(point, policy, row.facts, decision, stage) : decision
}

const withheldBy = ({ audience, share }: Reader, row: DecisionRow, policy: Policy | null): ReadonlySet<string> =>
  audience === 'partner' ? withheldFrom(row, policy, share) : new Set()

/** Partners read the role, staff the name; what follows from a decision of another policy has no person. */
const whoDecided = (row: DecisionRow, reader: Reader) =>
  reader.audience === 'staff' || row.actorId === 'system' ? row.actorName : `A channel manager of ${reader.vendor.name}`

function overrideReason(row: DecisionRow, reader: Reader): Reason {
  const who = whoDecided(row, reader)
  const title = `Decided by ${who.startsWith('A channel') ? who.replace(/^A/, 'a') : who}`
  return { rule: null, title, text: row.overrideWording ?? row.overrideReason!, published: true }
}

/** Only what is better than the outcome on the card: the published rules may have come to less than that. */
function changesOf(
  point: Point,
  policy: Policy,
  row: DecisionRow,
  reader: Reader,
  favourNow: number,
): DecisionCard['changes'] {
  if (favourNow >= 2) return []
  const withheld = withheldBy(reader, row, policy)
  const facts = Object.fromEntries(Object.entries(row.facts).filter(([fact]) => !withheld.has(fact)))
  return whatWouldChange(point, policy, facts, reader.audience, reader.locale)
    .filter(({ favour }) => favour > favourNow)
    .map(({ text, outcome }) => ({ text, outcomeTitle: outcome }))
}

/** The facts that were recorded and that this reader is told, and after them what the policy worked out from them. */
function factsShown(
  base: Point,
  policy: Policy | null,
  all: Facts,
  reader: Reader,
  withheld: ReadonlySet<string>,
): FactShown[] {
  const recorded = reader.audience === 'partner' ? factsTold(base, all) : all
  const deriving = policy && reader.audience === 'partner' ? partnerEdition(base, policy) : policy
  const point = deriving ? vocabularyOf(base, deriving) : base
  const facts = deriving ? deriveFacts(base, deriving, recorded) : recorded
  return Object.entries(point.facts)
    .filter(([fact, definition]) => facts[fact] !== undefined && !withheld.has(fact) && mayKnow(reader, definition))
    .map(([fact, definition]) => ({
      fact,
      title: definition.title,
      value: formatValue(definition, facts[fact], formats(policy, reader)),
      internal: definition.knownTo === 'staff',
    }))
}

const formats = (policy: Policy | null, { locale, vendor }: Reader): FormatOptions => ({
  locale,
  currency: policy?.currency ?? vendor.currency,
  zone: policy?.calendar?.zone ?? vendor.timeZone,
})

const mayKnow = (reader: Reader, definition: FactDefinition) =>
  reader.audience === 'staff' || definition.knownTo === 'partner'
