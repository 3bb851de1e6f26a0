import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { factsOver, runCases } from '../src/cases.ts'
import { proposeCases } from '../src/coverage/propose.ts'
import type { Case, CaseFile } from '../src/decision.ts'
import { calendarsOf } from '../src/derived/calendars.ts'
import { canonicalJson } from '../src/hash.ts'
import { own } from '../src/names.ts'
import type { Point } from '../src/point.ts'
import { type Policy, parsePolicy, type Rule } from '../src/policy.ts'

export type Start = { policy: Policy; cases: CaseFile }

const pointsFolder = join(import.meta.dirname, '../src/points')

/** Our default policy with all of its rules. */
export function wholeFor(point: Point): Start {
  const read = (name: string) => JSON.parse(readFileSync(join(pointsFolder, point.id, name), 'utf8'))
  return { policy: read('policy.json'), cases: read('cases.json') }
}

/**
 * A few rules of our default policy, one for each sort of answer, with what they need and nothing else, and cases for every
 * boundary: short enough to be read in one go, and whole enough to be changed from there.
 */
export function starterFor(point: Point): Start {
  const whole = wholeFor(point)
  const defaults = parsed(point, whole.policy)
  const policy = parsed(point, withOnly(point, defaults, rulesToBeginWith(point, defaults)))
  return { policy: withoutEmpty(policy), cases: casesFor(point, policy, whole.cases) }
}

/** The shortest rule for each sort of answer, published ones first: of the refusals one with a number to argue over. */
function rulesToBeginWith(point: Point, { rules, conditions }: Policy): Rule[] {
  const favourOf = ({ event }: Rule) => Math.sign(own(point.outcomes, event.type)!.favour)
  const textOf = (rule: Rule) => JSON.stringify([rule.conditions, namedIn(rule.conditions, conditions)])
  const byLength = rules.toSorted((a, b) => textOf(a).length - textOf(b).length)
  const published = byLength.filter(({ audience }) => audience === 'published')
  const withNumber = published.filter((rule) => textOf(rule).includes('"parameter":'))
  const first = (sort: number, ...lists: Rule[][]) => lists.flat().find((rule) => favourOf(rule) === sort)
  const chosen = [
    first(-1, withNumber, published, byLength),
    first(0, published, byLength),
    first(1, published, byLength),
  ]
  return rules.filter((rule) => chosen.includes(rule))
}

const namedIn = (part: unknown, named: Policy['conditions']) =>
  Object.entries(named).filter(([name]) => JSON.stringify(part).includes(`"condition":"${name}"`))

/** The policy with these rules, and of parameters, conditions and derived facts only those that they lead to. */
function withOnly(point: Point, policy: Policy, rules: readonly Rule[]): object {
  const kept: Policy = { ...policy, covers: [], rules: rules.map(asOurs), parameters: {}, derived: {}, conditions: {} }
  for (let before = ''; before !== canonicalJson(kept); ) {
    before = canonicalJson(kept)
    const uses = (text: string) => before.includes(text)
    kept.conditions = pick(policy.conditions, (name) => uses(`"condition":"${name}"`))
    kept.derived = pick(policy.derived, (name) => uses(`"derived.${name}"`) || uses(`{derived.${name}}`))
    kept.parameters = pick(
      policy.parameters,
      (name) =>
        uses(`"parameter":"${name}"`) || uses(`{parameter.${name}}`) || Object.hasOwn(point.settings ?? {}, name),
    )
  }
  const { calendar, calendars = {}, $schema: _, ...rest } = kept
  const picked = Object.values(kept.derived).flatMap((each) => calendarsOf(point, kept, each))
  const needsCalendar = Object.keys(kept.derived).length > 0 || canonicalJson(kept).includes('business')
  return {
    ...rest,
    ...(needsCalendar && calendar ? { calendar } : {}),
    ...(picked.length > 0 ? { calendars: pick(calendars, (name) => picked.includes(name)) } : {}),
    version: 1,
    title: `Our rules: ${point.title}`,
  }
}

const asOurs = (rule: Rule, index: number) => ({ ...rule, source: `Our partner program guide, clause ${index + 1}` })

function pick<T>(record: Readonly<Record<string, T>>, keep: (name: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => keep(name)))
}

/** The cases of our default policy that one of these rules decides, and what comes out at every other boundary. */
function casesFor(point: Point, policy: Policy, whole: CaseFile): CaseFile {
  const text = canonicalJson(policy)
  const asks = (name: string) => text.includes(`"${name}"`) || text.includes(`{${name}}`)
  const base = pick(whole.base, asks)
  const ours = whole.cases.map(({ name, facts, expect }): Case => ({ name, facts: pick(facts, asks), expect }))
  const results = runCases(point, policy, { base, cases: ours })
  const seen = new Set<string>()
  const kept = ours.filter(({ facts, expect }, index) => {
    const key = canonicalJson(factsOver(base, facts))
    const isNew = !seen.has(key) && results[index]!.pass && 'because' in expect && !expect.because.includes('otherwise')
    if (isNew) seen.add(key)
    return isNew
  })
  const { cases } = proposeCases(point, policy, { base, cases: kept })
  return { base, cases: [...kept, ...cases.map((each) => each.case)] }
}

function parsed(point: Point, document: object): Policy {
  const { policy, findings } = parsePolicy(point, document)
  if (!policy) throw new Error(`The starter of ${point.id} isn't sound: ${JSON.stringify(findings)}`)
  return policy
}

/** Parts that hold nothing are left out: they can be added when they are needed. */
function withoutEmpty(policy: Policy): Policy {
  return Object.fromEntries(
    Object.entries(policy).filter(([, part]) => typeof part !== 'object' || Object.keys(part).length > 0),
  ) as Policy
}
