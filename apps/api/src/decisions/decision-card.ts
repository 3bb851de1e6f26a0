import type { DecisionCard, FactShown } from '@parley/contract/decisions'
import { deriveFacts } from '@parley/rules/derived/derive'
import { vocabularyOf } from '@parley/rules/derived/vocabulary'
import { explain, type Reason } from '@parley/rules/explain/reasons'
import { termsOf } from '@parley/rules/explain/result-in-words'
import { whatWouldChange } from '@parley/rules/explain/what-would-change'
import { type FormatOptions, formatValue } from '@parley/rules/format'
import type { FactDefinition, Facts, Point } from '@parley/rules/point'
import type { Policy } from '@parley/rules/policy'
import type { Ctx } from '../context.ts'
import { pointOf } from '../policies/decision-point.ts'
import { loadPolicy } from '../policies/policy-in-force.ts'
import { toDecision } from './decide-by-policy.ts'
import type { DecisionRow } from './decision-rows.ts'

/** Whom the card is for; what each may know differs. */
export type Reader = { audience: 'partner' | 'staff'; locale: string; vendor: Ctx['vendor'] }

export function readerOf({ actor, locale, vendor }: Ctx): Reader {
  return { audience: actor.audience === 'partner' ? 'partner' : 'staff', locale, vendor }
}

/** The card of a recorded decision; reads the policy's version unless this process knows it. */
export async function readCard(ctx: Ctx, row: DecisionRow): Promise<DecisionCard> {
  const policy = row.policyVersion === null ? null : await loadPolicy(ctx.tx, row.point, row.policyVersion)
  return toCard(row, policy, readerOf(ctx))
}

/** A decision as this reader may know it: the same form for partner and staff. `recorded: false` for a pre-check. */
export function toCard(row: DecisionRow, policy: Policy | null, reader: Reader, recorded = true): DecisionCard {
  const point = pointOf(row.point)
  const outcome = outcomeOf(point, row)
  const reasons = policy ? reasonsOf(point, policy, row, reader) : [overrideReason(row, reader)]
  return {
    decisionId: recorded ? row.id : null,
    point: row.point,
    question: point.question,
    outcome: {
      ...outcome,
      params: row.params as Record<string, string | number | boolean>,
      terms: termsOf(point, row.outcome, row.params, formats(policy, reader)),
    },
    headline: reasons[0]?.text ?? `${outcome.title}.`,
    reasons: reasons.map((reason) => (reader.audience === 'partner' ? { ...reason, rule: null } : reason)),
    changes: policy && outcome.favour < 2 ? changesOf(point, policy, row, reader) : [],
    missing: Object.keys(point.facts)
      .filter((fact) => row.missing.includes(fact))
      .map((fact) => ({ fact, definition: point.facts[fact]! }))
      .filter(({ definition }) => mayKnow(reader, definition))
      .map(({ fact, definition }) => ({ fact, title: definition.title, question: definition.question ?? null })),
    facts: factsShown(point, policy, row.facts, reader),
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

function reasonsOf(point: Point, policy: Policy, row: DecisionRow, reader: Reader): Reason[] {
  return explain(point, policy, row.facts, toDecision(row), reader.audience, reader.locale)
}

/** Partners read the role, staff the name. */
const whoDecided = (row: DecisionRow, reader: Reader) =>
  reader.audience === 'staff' ? row.actorName : `A channel manager of ${reader.vendor.name}`

function overrideReason(row: DecisionRow, reader: Reader): Reason {
  const title = `Decided by ${reader.audience === 'staff' ? row.actorName : `a channel manager of ${reader.vendor.name}`}`
  return { rule: null, title, text: row.overrideWording ?? row.overrideReason!, published: true }
}

function changesOf(point: Point, policy: Policy, row: DecisionRow, reader: Reader): DecisionCard['changes'] {
  return whatWouldChange(point, policy, row.facts, reader.audience, reader.locale).map(({ text, outcome }) => ({
    text,
    outcomeTitle: outcome,
  }))
}

/** The facts that were recorded, and after them what the policy worked out from them. */
function factsShown(base: Point, policy: Policy | null, recorded: Facts, reader: Reader): FactShown[] {
  const point = policy ? vocabularyOf(base, policy) : base
  const facts = policy ? deriveFacts(base, policy, recorded) : recorded
  return Object.entries(point.facts)
    .filter(([fact, definition]) => facts[fact] !== undefined && mayKnow(reader, definition))
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
