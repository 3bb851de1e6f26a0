import { factsOver } from '../../src/cases.ts'
import { decide, FactsRefused } from '../../src/decide.ts'
import type { Decision, NearRule } from '../../src/decision.ts'
import { vocabularyOf } from '../../src/derived/vocabulary.ts'
import { type Audience, explain, type Reason } from '../../src/explain/reasons.ts'
import { type Change, whatWouldChange } from '../../src/explain/what-would-change.ts'
import { parseJson } from '../../src/json.ts'
import { listed, nearestName, own } from '../../src/names.ts'
import type { Facts } from '../../src/point.ts'
import { type Answer, WrongUse } from '../answer.ts'
import { readSource, type SourceFile } from '../files.ts'
import { findingAsJson, findingsInWords, mendHere } from '../findings-in-words.ts'
import { type Loaded, loadPolicies, type Sound } from '../load-policy.ts'
import type { Input } from '../options.ts'
import { place } from '../places.ts'
import { headingOf } from './check.ts'

const example = 'For example: npm run policy -- explain policies/registration.policy.json --facts facts.json'

type Near = { rule: string; title: string; by: readonly string[] }

/** One decision with its reasons, what nearly held, and what would change it. */
export async function explainDecision(input: Input): Promise<Answer> {
  const [loaded, another] = loadPolicies(input, example)
  if (!loaded || another) throw new WrongUse('One policy is explained at a time.', example)
  if (!loaded.sound) return faults(loaded, input)
  const { sound } = loaded
  const audience = input.options.oneOf<Audience>('audience', ['partner', 'staff'], 'staff')
  const locale = input.options.locale()
  const facts = factsFor(input, loaded, sound)
  const decision = await decideOrRefuse(sound, facts)
  const reasons = explain(sound.point, sound.policy, facts, decision, audience, locale)
  const changes = whatWouldChange(sound.point, sound.policy, facts, audience, locale)
  const nearly = nearlyFor(sound, decision.nearly, audience)
  const outcome =
    decision.status === 'decided'
      ? { outcome: decision.outcome, title: own(sound.point.outcomes, decision.outcome.type)!.title }
      : { missing: missingFor(sound, decision.missing, audience) }
  return {
    text: [
      ...reasons.flatMap((reason) => reasonInWords(reason, sound, decision, input)),
      ...section('Rules that nearly held:', nearly.map(nearInWords)),
      ...section(
        'What would change it:',
        changes.map(({ text }: Change) => text),
      ),
    ].join('\n'),
    json: { ok: true, ...headingOf(loaded), audience, status: decision.status, ...outcome, reasons, nearly, changes },
    code: 0,
  }
}

function faults(loaded: Loaded, { paint }: Input): Answer {
  return {
    text: findingsInWords(loaded.findings, paint).join('\n'),
    json: { ok: false, ...headingOf(loaded), findings: loaded.findings.map(findingAsJson) },
    code: 1,
  }
}

function factsFor(input: Input, loaded: Loaded, sound: Sound): Facts {
  const { options } = input
  const [file, name] = [options.text('facts'), options.text('case')]
  if ((file === undefined) === (name === undefined))
    throw new WrongUse('Say which facts: either --facts FACTS.json or --case "NAME".', example)
  if (file !== undefined) return factsOfDocument(readSource(input, file), input)
  if (!sound.cases) throw new WrongUse(`There are no cases beside ${loaded.source.name}.`, 'Use --facts FACTS.json.')
  const { base, cases, together = [] } = sound.cases
  const found = cases.find((each) => each.name === name) ?? cases.find((each) => each.id === name)
  if (found) return factsOver(base, found.facts)
  for (const joint of together) {
    const claimants = Object.keys(joint.claims)
    const claimant = claimants.find((each) => [joint.name, joint.id].some((called) => name === `${called}: ${each}`))
    if (claimant !== undefined) return factsOver(base, joint.claims[claimant]!)
    if (joint.name === name || joint.id === name)
      throw new WrongUse(
        `In "${name}" several claim together: ${listed(claimants, 'and')}.`,
        `Name one of the claims, for example --case "${name}: ${claimants[0]}".`,
      )
  }
  const near = nearestName(
    name!,
    cases.map((each) => each.name),
  )
  throw new WrongUse(
    `There is no case "${name}" in ${loaded.casesSource!.name}.`,
    near ? `Did you mean "${near}"?` : 'Write its name as it stands in the file, or its id.',
  )
}

/** Facts as they are, or a recorded decision that has them under `facts`; null is unknown. */
function factsOfDocument(source: SourceFile, { paint }: Input): Facts {
  const { value, findings } = parseJson(source.text)
  if (findings) throw new WrongUse(findingsInWords(place(source, findings), paint).join('\n'))
  const record = value as Record<string, unknown> | null
  const facts = typeof record?.facts === 'object' ? record.facts : record
  return factsOver({}, (facts ?? {}) as Facts)
}

async function decideOrRefuse({ point, policy }: Sound, facts: Facts): Promise<Decision> {
  try {
    return await decide(point, policy, facts)
  } catch (mistake) {
    if (!(mistake instanceof FactsRefused)) throw mistake
    const lines = mistake.findings.map(({ pointer, message, mend }) =>
      [`${pointer}: ${message}`, mend && mendHere(mend)].filter(Boolean).join(' '),
    )
    throw new WrongUse(lines.join('\n'))
  }
}

/** A partner may read of published rules only, and of facts that it may know. */
function nearlyFor({ point, policy }: Sound, nearly: readonly NearRule[], audience: Audience): Near[] {
  const { facts } = vocabularyOf(point, policy)
  return nearly.flatMap(({ rule, by }) => {
    const { title, audience: of } = policy.rules.find((each) => each.id === rule)!
    const known = by.filter((name) => audience === 'staff' || own(facts, name)!.knownTo === 'partner')
    const isOpen = audience === 'staff' || (of === 'published' && known.length === by.length)
    return isOpen ? [{ rule, title, by: known.map((name) => own(facts, name)!.title) }] : []
  })
}

function missingFor({ point, policy }: Sound, missing: readonly string[], audience: Audience): string[] {
  const { facts } = vocabularyOf(point, policy)
  return missing.filter((name) => audience === 'staff' || own(facts, name)!.knownTo === 'partner')
}

const nearInWords = ({ title, by }: Near) => `“${title}” is one fact away: ${listed(by)}.`

function reasonInWords(reason: Reason, { point }: Sound, decision: Decision, { paint }: Input): string[] {
  const outcome = decision.status === 'decided' ? own(point.outcomes, decision.outcome.type)!.title : reason.title
  const rule = reason.title === outcome ? '' : `, because of “${reason.title}”`
  return [
    `${paint.bold(outcome)}${rule}${reason.source === undefined ? '' : ` (${reason.source})`}`,
    `  ${reason.text}`,
    ...(reason.possible === undefined ? [] : [`  ${reason.possible}`]),
  ]
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `- ${line}`)]
}
