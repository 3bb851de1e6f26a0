import { parseCases } from '@parley/rules/cases'
import { proposeCases } from '@parley/rules/coverage/propose'
import type { Case } from '@parley/rules/decision'
import { expectedInWords } from '@parley/rules/explain/result-in-words'
import { parseJson } from '@parley/rules/json'
import type { Point } from '@parley/rules/point'
import { parsePolicy } from '@parley/rules/policy'
import type { Texts } from './check.ts'

export type Proposal = {
  /** What it would show: a rule that decides, one that just doesn't, a condition, a boundary. */
  shows: 'rule' | 'nearMiss' | 'condition' | 'boundary'
  name: string
  /** How it comes out today, in words. */
  comesOut: string
  case: Case
}

/** Examples that these texts lack; null while there are mistakes in them. `missing`: what no facts were found for. */
export type Proposals = { of: Texts; proposals: Proposal[] | null; missing: number }

/** How many facts are tried; a few seconds at worst. */
const budget = 20_000

export function proposeExamples(point: Point, texts: Texts, locale: string): Proposals {
  const [document, cases] = [parseJson(texts.document), parseJson(texts.cases)]
  const policy = document.findings ? undefined : parsePolicy(point, document.value).policy
  const file = cases.findings ? undefined : parseCases(point, cases.value).cases
  if (!policy || !file) return { of: texts, proposals: null, missing: 0 }
  const found = proposeCases(point, policy, file, budget)
  return {
    of: texts,
    proposals: found.cases.map(({ shows, case: proposed }) => ({
      shows: shows.is,
      name: proposed.name,
      comesOut: expectedInWords(point, policy, proposed.expect, locale),
      case: proposed,
    })),
    missing: found.notFound.length,
  }
}
