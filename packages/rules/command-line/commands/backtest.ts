import { backtest } from '../../src/backtest/backtest.ts'
import type { Point } from '../../src/point.ts'
import { type Answer, WrongUse } from '../answer.ts'
import { reportInWords } from '../backtest-in-words.ts'
import { findingAsJson, findingsInWords } from '../findings-in-words.ts'
import { type Loaded, loadPolicies, loadPolicy, type Sound } from '../load-policy.ts'
import type { Input } from '../options.ts'
import { readPastDecisions } from '../past-decisions.ts'
import { headingOf } from './check.ts'

const example = 'For example: npm run policy -- backtest draft.policy.json --decisions decisions.jsonl'

/** What a draft would have decided of recorded decisions. */
export function backtestDraft(input: Input): Answer {
  const decisions = input.options.needed('decisions', example)
  const [loaded, another] = loadPolicies(input, example)
  if (!loaded || another) throw new WrongUse('One draft is tested at a time.', example)
  const other = input.options.text('in-force')
  const inForce = other === undefined ? undefined : loadPolicy(input, other)
  const faulty = [loaded, inForce].filter((each) => each && !each.sound) as Loaded[]
  if (faulty.length > 0) return faults(loaded, faulty, input)
  const { point, policy } = loaded.sound!
  const report = backtest(point, policy, readPastDecisions(input, decisions), {
    ...(inForce ? { inForce: samePoint(point, inForce.sound!) } : {}),
  })
  return {
    text: reportInWords(loaded.sound!, report, input.options.locale()).join('\n'),
    json: { ok: true, ...headingOf(loaded), report },
    code: 0,
  }
}

function samePoint(point: Point, { policy }: Sound): Sound['policy'] {
  if (policy.point === point.id) return policy
  throw new WrongUse(
    `The policy in force is for "${policy.point}", and the draft for "${point.id}".`,
    'Compare versions of one policy.',
  )
}

function faults(loaded: Loaded, faulty: readonly Loaded[], { paint }: Input): Answer {
  const findings = faulty.flatMap((each) => each.findings)
  return {
    text: findingsInWords(findings, paint).join('\n'),
    json: { ok: false, ...headingOf(loaded), findings: findings.map(findingAsJson) },
    code: 1,
  }
}
