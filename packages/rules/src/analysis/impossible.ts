import type { ProgramNode } from '../compile/intermediate.ts'
import { own } from '../names.ts'
import type { Form } from './forms.ts'
import { type Site, siteOf } from './sites.ts'
import type { RuleSubject, Subject } from './subject.ts'
import { phraseOf, titleOf } from './words.ts'

/** What can be said of a condition where it stands: it never holds, always does, or neither. */
type Verdict = 'never' | 'always' | 'either'

/** A place under inspection: what it belongs to, in words, and what must be so for it to matter. */
type Place = { site: Site; given: readonly Form[]; home: string; rule: RuleSubject | undefined }

/**
 * Conditions that never hold or always do, alone or where the rest of their rule leaves it to them. Gives the rules that can
 * hold: there is nothing more to say of the others.
 */
export function findImpossible(subject: Subject): RuleSubject[] {
  const named = namedNodes(subject)
  for (const [name, node] of named) {
    const condition = own(subject.policy.conditions, name)!
    const home = `the condition "${condition.title}"`
    inspectWhole(subject, { site: siteOf(condition, node, ['conditions', name]), given: [], home, rule: undefined })
  }
  return subject.rules.filter((rule) => {
    const site = siteOf(rule.rule.conditions, rule.node, [...rule.path, 'conditions'])
    return inspectWhole(subject, { site, given: [], home: titleOf(rule), rule }) !== 'never'
  })
}

/** The nodes of the named conditions that rules use, directly or through others. */
function namedNodes({ rules, policy }: Subject): Map<string, ProgramNode> {
  const found = new Map<string, ProgramNode>()
  const visit = ({ condition, node, children }: Site) => {
    for (const child of children) visit(child)
    if (!('condition' in condition) || found.has(condition.condition)) return
    found.set(condition.condition, node)
    visit(siteOf(own(policy.conditions, condition.condition)!, node, []))
  }
  for (const rule of rules) visit(siteOf(rule.rule.conditions, rule.node, []))
  return found
}

function inspectWhole(subject: Subject, place: Place): Verdict {
  const verdict = verdictOf(subject, place)
  if (verdict === 'never') reportNever(subject, place)
  else if (verdict === 'always') reportAlways(subject, place)
  else inspectParts(subject, place)
  return verdict
}

function verdictOf(subject: Subject, { site, given, home }: Place): Verdict {
  const form = subject.model.of(site.node)
  const question = () => `Whether ${phraseOf(subject, site.condition)} in ${home} can both hold and fail.`
  if (subject.ask([...given, form], question) === 'never') return 'never'
  return subject.ask([...given, subject.model.space.not(form)], question) === 'never' ? 'always' : 'either'
}

/**
 * Parts that the others make superfluous. One that is, counts no more for those that are looked at after it. Below an alternative,
 * the other alternatives don't count: tables that spell out each line in full are no slip.
 */
function inspectParts(subject: Subject, { site, given, home, rule }: Place): void {
  const { model } = subject
  const isAny = 'any' in site.condition
  let rest = [...site.children]
  for (const child of site.children.toReversed()) {
    const siblings = rest
      .filter((each) => each !== child)
      .map((each) => (isAny ? model.space.not(model.of(each.node)) : model.of(each.node)))
    const place: Place = { site: child, given: [...given, ...siblings], home, rule }
    const verdict = verdictOf(subject, place)
    if (verdict === 'either') inspectParts(subject, isAny ? { ...place, given } : place)
    else {
      rest = rest.filter((each) => each !== child)
      reportSuperfluous(subject, place, verdict)
    }
  }
}

function reportNever(subject: Subject, { site, home, rule }: Place): void {
  const at = deepest(subject, site, 'never')
  const clashing = clash(subject, at)
  const reason =
    clashing.length > 1
      ? `${clashing.map((part) => phraseOf(subject, part.condition)).join(' and ')} can't hold together.`
      : `${phraseOf(subject, at.condition)} is never so.`
  subject.report({
    kind: 'impossible-condition',
    severity: 'error',
    path: at.path,
    message: `${capital(home)} can never hold: ${reason}`,
    mend: rule ? 'Change one of them, or remove the rule.' : 'Change one of them, or remove the condition.',
    ...(rule && { rules: [rule.rule.id] }),
  })
}

function reportAlways(subject: Subject, { site, home, rule }: Place): void {
  const at = deepest(subject, site, 'always')
  const values = subject.ask([])
  const holding =
    typeof values === 'string' || !rule ? [] : [{ values: subject.model.valuesOf(values), holding: [rule] }]
  subject.report(
    {
      kind: 'always-true-condition',
      severity: 'warning',
      path: at.path,
      message: `${capital(home)} always holds: ${phraseOf(subject, at.condition)} is so whatever the facts are.`,
      mend: rule
        ? 'Change what it compares with, or leave what this rule does to "otherwise".'
        : 'Change what it compares with, or remove the condition.',
      ...(rule && { rules: [rule.rule.id] }),
    },
    holding,
  )
}

function reportSuperfluous(subject: Subject, { site, given, home, rule }: Place, verdict: 'never' | 'always'): void {
  const at = deepest(subject, site, verdict)
  const phrase = phraseOf(subject, at.condition)
  const form = subject.model.of(at.node)
  const alone = subject.ask(
    [verdict === 'never' ? form : subject.model.space.not(form)],
    () => `Whether ${phrase} can matter.`,
  )
  const message =
    verdict === 'never'
      ? alone === 'never'
        ? `In ${home}, ${phrase} is never so.`
        : `In ${home}, ${phrase} adds nothing: where it holds, what stands beside it already does.`
      : alone === 'never'
        ? `In ${home}, ${phrase} is always so.`
        : `In ${home}, ${phrase} rules nothing out: it is so wherever the rest holds.`
  const example = verdict === 'always' && rule ? subject.ask([...given, form, subject.form(rule)]) : 'never'
  subject.report(
    {
      kind: verdict === 'never' ? 'impossible-condition' : 'always-true-condition',
      severity: 'warning',
      path: at.path,
      message,
      mend: 'Change what it compares with, or remove it.',
      ...(rule && { rules: [rule.rule.id] }),
    },
    typeof example === 'string' || !rule ? [] : [{ values: subject.model.valuesOf(example), holding: [rule] }],
  )
}

/** The deepest part that alone makes the whole never hold, or always. */
function deepest(subject: Subject, site: Site, verdict: 'never' | 'always'): Site {
  const decides = ('all' in site.condition && verdict === 'never') || ('any' in site.condition && verdict === 'always')
  if (!decides && ('not' in site.condition || site.children.length !== 1)) return site
  const { model } = subject
  const part = site.children.find(({ node }) => {
    const form = model.of(node)
    return subject.ask([verdict === 'never' ? form : model.space.not(form)]) === 'never'
  })
  return part ? deepest(subject, part, verdict) : site
}

/** As few parts as can be that can't hold together. */
function clash(subject: Subject, site: Site): readonly Site[] {
  let parts = flattened(site)
  for (const part of parts) {
    const fewer = parts.filter((each) => each !== part)
    const forms = fewer.map((each) => subject.model.of(each.node))
    if (fewer.length > 0 && subject.ask(forms) === 'never') parts = fewer
  }
  return parts
}

function flattened(site: Site): readonly Site[] {
  return 'all' in site.condition ? site.children.flatMap(flattened) : [site]
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
