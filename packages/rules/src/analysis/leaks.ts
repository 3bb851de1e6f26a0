import { conditionsBelow } from '../checks/conditions.ts'
import { factsNamedIn } from '../checks/names-in.ts'
import { placeholdersOf } from '../explain/placeholders.ts'
import { type Finding, type Path, pointerOf } from '../finding.ts'
import { canonicalJson } from '../hash.ts'
import { listed, own } from '../names.ts'
import type { Point } from '../point.ts'
import type { Policy, Rule } from '../policy.ts'

/** What partners could learn that they may not know: said outright, or told by comparing answers. `point` knows the derived facts. */
export function findLeaks(point: Point, policy: Policy): Finding[] {
  const places = [
    ...policy.rules.map((rule, index) => ({ ...rule, path: ['rules', index] })),
    { ...policy.otherwise, title: 'Otherwise', path: ['otherwise'], id: undefined },
  ]
  return [
    ...places.flatMap(({ wording, event, title, path, id }) => [
      ...(['partner', 'possible'] as const).flatMap((audience) =>
        internalPlaceholders(point, wording[audience] ?? '').map((fact) =>
          leak(
            [...path, 'wording', audience],
            `The words that partners read in "${title}" tell an internal fact: ${titleOf(point, fact)}.`,
            'Say it without this fact.',
            id,
          ),
        ),
      ),
      ...internalParams(point, event.params).map(([name, fact]) =>
        leak(
          [...path, 'event', 'params', name],
          `The outcome of "${title}" hands partners an internal fact: ${titleOf(point, fact)}.`,
          'Use a parameter, or a fact that partners may know.',
          id,
        ),
      ),
    ]),
    ...policy.rules.flatMap((rule, index) => publishedSecrets(point, policy, rule, ['rules', index])),
    ...tellingWords(policy),
  ]
}

const isInternal = (point: Point, fact: string) => own(point.facts, fact)?.knownTo === 'staff'
const titleOf = (point: Point, fact: string) => own(point.facts, fact)!.title

function internalPlaceholders(point: Point, text: string): string[] {
  return placeholdersOf(text)
    .filter(({ of, name }) => of === 'fact' && isInternal(point, name))
    .map(({ name }) => name)
}

function internalParams(point: Point, params: Rule['event']['params']): [string, string][] {
  return Object.entries(params).flatMap(([name, value]): [string, string][] =>
    typeof value === 'object' && 'fact' in value && isInternal(point, value.fact) ? [[name, value.fact]] : [],
  )
}

/** A published rule is shown with its conditions, the named ones and derived facts included. */
function publishedSecrets(point: Point, policy: Policy, rule: Rule, path: Path): Finding[] {
  if (rule.audience !== 'published') return []
  const tested = [...conditionsBelow(policy, rule.conditions)].flatMap(({ node }) =>
    'fact' in node ? factsNamedIn(node) : [],
  )
  const internal = [...new Set(tested)].filter((fact) => isInternal(point, fact))
  if (internal.length === 0) return []
  const titles = listed(
    internal.map((fact) => titleOf(point, fact)),
    'and',
  )
  return [
    leak(
      [...path, 'audience'],
      `"${rule.title}" is shown to partners, and tests what they may not know: ${titles}.`,
      'Make the rule internal, or test another fact.',
      rule.id,
    ),
  ]
}

/** Internal rules that end alike, but sound different: a partner could tell which of the hidden causes it was. */
function tellingWords({ rules }: Policy): Finding[] {
  const heard = new Map<string, Rule>()
  return rules.flatMap((rule, index): Finding[] => {
    if (rule.audience !== 'internal') return []
    const end = canonicalJson(rule.event)
    const first = heard.get(end)
    if (!first) heard.set(end, rule)
    if (!first || (first.wording.partner === rule.wording.partner && first.wording.possible === rule.wording.possible))
      return []
    return [
      {
        kind: 'leak',
        severity: 'warning',
        pointer: pointerOf(['rules', index, 'wording', 'partner']),
        message: `"${rule.title}" and "${first.title}" are internal and end alike, but partners read different words: they can tell the two apart.`,
        mend: 'Give both the same words for partners.',
        rules: [rule.id, first.id],
      },
    ]
  })
}

function leak(path: Path, message: string, mend: string, rule: string | undefined): Finding {
  return {
    kind: 'leak',
    severity: 'error',
    pointer: pointerOf(path),
    message,
    mend,
    ...(rule !== undefined && { rules: [rule] }),
  }
}
