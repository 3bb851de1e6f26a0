import type { Decided, Decision } from '../decision.ts'
import { deriveFacts } from '../derived/derive.ts'
import { vocabularyOf } from '../derived/vocabulary.ts'
import { factsTold } from '../edition.ts'
import { listed, own } from '../names.ts'
import type { Facts, Point } from '../point.ts'
import type { Policy, Rule } from '../policy.ts'
import { placeholdersOf } from './placeholders.ts'
import { wordsFor } from './wording.ts'

export type Audience = 'partner' | 'staff'

/** One reason for a decision, in words for its audience. */
export type Reason = {
  /** The rule's id, `otherwise`, or null when this audience may not know it: to a partner, both look the same. */
  rule: string | null
  title: string
  text: string
  /** What is possible instead of what was refused. */
  possible?: string
  /** The clause that the rule rests on. */
  source?: string
  published: boolean
}

/**
 * Why the decision came out as it did. A partner reads the wording that was written for partners; of an internal rule it learns
 * neither id nor title nor source. Policy and facts are those that the decision was made with; no reason speaks of what is `withheld`.
 */
export function explain(
  base: Point,
  policy: Policy,
  given: Facts,
  decision: Decision,
  audience: Audience,
  locale: string,
  withheld: ReadonlySet<string> = new Set(),
): Reason[] {
  const point = vocabularyOf(base, policy)
  const worked = deriveFacts(base, policy, audience === 'partner' ? factsTold(base, given) : given)
  const facts = Object.fromEntries(Object.entries(worked).filter(([fact]) => !withheld.has(fact)))
  if (decision.status === 'informationNeeded') return [reasonToWait(point, decision.missing, audience)]
  const { outcome } = decision
  const certain = certainReasons(policy, decision)
  if (certain.length === 0) return [reasonWhateverIsUnknown(point, outcome.type)]
  return certain.map((id): Reason => {
    const rule = policy.rules.find((each) => each.id === id)
    const { wording } = rule ?? policy.otherwise
    const context = { point, policy, facts, outcomeType: outcome.type, params: outcome.params }
    const head = heading(point, rule, outcome.type, audience)
    const words = wordsFor(audience, wording, context, locale)
    // The title of a rule says more than that of its outcome.
    const isSaid = !placeholdersOf(wording[audience]).some(({ name }) => withheld.has(name))
    return {
      ...head,
      ...(isSaid ? words : { ...words, text: `${head.title}.` }),
      published: rule?.audience === 'published',
    }
  })
}

/**
 * Where facts are unknown, rules that only may hold stand among those that make the outcome: they are no reasons. Without a rule
 * that holds, the `otherwise` speaks, if it says the same.
 */
function certainReasons(policy: Policy, { because, fired, outcome }: Decided): readonly string[] {
  const certain = because.filter((id) => fired.includes(id))
  if (certain.length > 0) return certain
  return policy.otherwise.event.type === outcome.type ? ['otherwise'] : []
}

/** The outcome stands, but which rule makes it depends on what nobody knows yet. */
function reasonWhateverIsUnknown(point: Point, outcomeType: string): Reason {
  const title = own(point.outcomes, outcomeType)?.title ?? outcomeType
  return { rule: null, title, text: 'This is so, whatever is not known yet.', published: true }
}

function heading(
  point: Point,
  rule: Rule | undefined,
  outcomeType: string,
  audience: Audience,
): Pick<Reason, 'rule' | 'title' | 'source'> {
  const outcomeTitle = own(point.outcomes, outcomeType)?.title ?? outcomeType
  if (audience === 'partner' && rule?.audience !== 'published') return { rule: null, title: outcomeTitle }
  if (!rule) return { rule: 'otherwise', title: outcomeTitle }
  return { rule: rule.id, title: rule.title, source: rule.source }
}

/** Names the missing facts that this audience may know; the rest is the vendor's to find out. */
function reasonToWait(point: Point, missing: readonly string[], audience: Audience): Reason {
  const titles = missing
    .map((name) => own(point.facts, name))
    .filter((fact) => fact !== undefined && (audience === 'staff' || fact.knownTo === 'partner'))
    .map((fact) => fact!.title)
  const text =
    titles.length > 0
      ? `The answer depends on what is not known yet: ${listed(titles, 'and')}.`
      : 'The vendor has to look something up before this can be answered.'
  return { rule: null, title: 'More information needed', text, published: true }
}
