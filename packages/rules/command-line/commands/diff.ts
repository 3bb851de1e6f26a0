import { diffPolicies, type PolicyChange } from '../../src/diff.ts'
import { canonicalJson } from '../../src/hash.ts'
import { type Answer, WrongUse } from '../answer.ts'
import { findingAsJson, findingsInWords } from '../findings-in-words.ts'
import { loadPolicy } from '../load-policy.ts'
import type { Input } from '../options.ts'
import { headingOf } from './check.ts'

const example = 'For example: npm run policy -- diff old.policy.json new.policy.json'

/** The difference of two versions of a policy, in plain language. */
export function diff(input: Input): Answer {
  const [oldName, newName, ...more] = input.names
  if (oldName === undefined || newName === undefined || more.length > 0)
    throw new WrongUse('Two versions are compared: the old one and the new one.', example)
  if (oldName === '-' && newName === '-') throw new WrongUse('"-" stands here twice.', 'Stdin is read once.')
  const versions = [loadPolicy(input, oldName), loadPolicy(input, newName)] as const
  const [before, after] = versions.map((each) => each.sound?.policy)
  const heading = { from: headingOf(versions[0]), to: headingOf(versions[1]) }
  if (!before || !after) {
    const findings = versions.flatMap((each) => each.findings)
    const json = { ok: false, ...heading, findings: findings.map(findingAsJson) }
    return { text: findingsInWords(findings, input.paint).join('\n'), json, code: 1 }
  }
  if (before.point !== after.point)
    throw new WrongUse(
      `These answer two questions: one is for "${before.point}", the other for "${after.point}".`,
      'Compare two versions of one policy.',
    )
  const changes = diffPolicies(before, after)
  const text =
    changes.length > 0 ? changes.flatMap((change) => changeInWords(change, input)) : [unchanged(before, after)]
  return { text: text.join('\n'), json: { ok: true, ...heading, changes }, code: 0 }
}

function unchanged(before: object, after: object): string {
  return canonicalJson({ ...before, version: 0 }) === canonicalJson({ ...after, version: 0 })
    ? 'Nothing is different.'
    : 'Every rule says the same; what differs is beside them (for example the cases that a policy covers, or who wrote it).'
}

function changeInWords({ text, from, to }: PolicyChange, { paint }: Input): string[] {
  return [
    `- ${text}`,
    ...(from === undefined ? [] : [`    ${paint.red(`was: ${from}`)}`]),
    ...(to === undefined ? [] : [`    ${paint.green(`now: ${to}`)}`]),
  ]
}
