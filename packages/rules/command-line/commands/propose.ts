import { type Proposals, proposeCases } from '../../src/coverage/propose.ts'
import type { Answer } from '../answer.ts'
import { casesNameOf } from '../files.ts'
import { counted, findingAsJson, findingsInWords } from '../findings-in-words.ts'
import type { Loaded } from '../load-policy.ts'
import type { Input } from '../options.ts'
import { headingOf } from './check.ts'

/** `test --propose`: the cases that are missing, as JSON on stdout; remarks go to stderr. */
export function propose(input: Input, loaded: readonly Loaded[]): Answer {
  const proposed = loaded.map((each) => ({ loaded: each, proposals: proposalsFor(each) }))
  const lists = proposed.map(({ proposals }) => (proposals?.cases ?? []).map((each) => each.case))
  const pasted =
    lists.length === 1 ? lists[0] : Object.fromEntries(loaded.map((each, index) => [casesFileOf(each), lists[index]]))
  const sound = loaded.every((each) => each.sound)
  return {
    text: JSON.stringify(pasted, null, 2),
    notes: proposed.flatMap((each) => remarks(each.loaded, each.proposals, input)).join('\n'),
    json: {
      ok: sound,
      files: proposed.map(({ loaded: each, proposals }, index) => ({
        ...headingOf(each),
        findings: each.findings.map(findingAsJson),
        proposed: lists[index],
        shows: proposals?.cases.map(({ shows }) => shows) ?? [],
        notFound: proposals?.notFound ?? [],
      })),
    },
    code: sound ? 0 : 1,
  }
}

function proposalsFor({ sound }: Loaded): Proposals | undefined {
  return sound && proposeCases(sound.point, sound.policy, sound.cases ?? { base: {}, cases: [] })
}

const casesFileOf = ({ source, casesSource }: Loaded) => casesSource?.name ?? casesNameOf(source.name)

function remarks(loaded: Loaded, proposals: Proposals | undefined, { paint }: Input): string[] {
  if (!proposals) return findingsInWords(loaded.findings, paint)
  const { cases, notFound } = proposals
  if (cases.length + notFound.length === 0) return [`${casesFileOf(loaded)}: no case is missing.`]
  const lines = [
    `${casesFileOf(loaded)}: ${counted(cases.length, 'case')} proposed. Each expects what comes out today: keep those that say what you want.`,
  ]
  if (notFound.length > 0)
    lines.push(
      `No facts were found for ${counted(notFound.length, 'place')}: ${[...new Set(notFound.map(({ pointer }) => pointer))].join(', ')}. "analyze" says whether there can be any.`,
    )
  return lines
}
