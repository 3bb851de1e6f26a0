import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { analyze } from '../../src/analysis/analyze.ts'
import { parseCases } from '../../src/cases.ts'
import type { Finding } from '../../src/finding.ts'
import { parseJson } from '../../src/json.ts'
import { own } from '../../src/names.ts'
import type { Point } from '../../src/point.ts'
import { points } from '../../src/points/points.ts'
import { type ParsedPolicy, type Policy, parsePolicy } from '../../src/policy.ts'
import { factsInWords } from '../facts-in-words.ts'
import { casesNameOf } from '../files.ts'
import { paintFor } from '../paint.ts'
import { run } from '../run.ts'
import type { Block } from './blocks.ts'
import { changed, type Part, policyAround } from './part.ts'

/** A JSON example of the manual, and what it is about. */
export type Example = {
  block: Block
  json: unknown
  point: Point
  /** The policy or part that it is or belongs to, with all changes that the page has made to it. */
  document: Part
  /** The file that the page names for it, and what is written there. */
  file?: { name: string; text: string }
  /** The cases that follow it at once. */
  casesAfter: unknown
}

const startsAnew = new Set(['policy', 'part', 'finding', 'refused'])
const isFile = (name: string) => name.endsWith('.json')

/** The JSON blocks of a page in order. Throws where a block is no JSON that a policy editor could paste. */
export function examplesOf(blocks: readonly Block[]): Example[] {
  const documents = new Map<string | undefined, Part>()
  let point: Point = points.registration
  let cases: object = {}
  let file: string | undefined
  return blocks.flatMap((block, index): Example[] => {
    if (block.language !== 'json') return []
    const { sort, names } = block
    const json = jsonOf(block)
    const [named, source] = names.filter(isFile)
    if (startsAnew.has(sort)) {
      const id = sort === 'policy' ? String((json as Part).point) : names.find((each) => own<Point>(points, each))
      point = own<Point>(points, id ?? 'registration')!
      cases = {}
      file = named
      documents.set(file, json as Part)
    } else if (sort === 'change') {
      const before = documents.get(source ?? file)!
      file = named ?? file
      point = own<Point>(points, String(before.point ?? point.id))!
      documents.set(file, changed(before, json as Part))
    } else if (sort === 'cases') cases = json as object
    else if (sort === 'moreCases') cases = withMoreCases(cases, json as object)
    const document = documents.get(file)!
    const isOfCases = sort === 'cases' || sort === 'moreCases'
    const text = isOfCases ? JSON.stringify(cases, null, 2) : JSON.stringify(wholeOf(point, document), null, 2)
    const written = file && (isOfCases || startsAnew.has(sort) || sort === 'change')
    return [
      {
        block,
        json: sort === 'moreCases' ? cases : json,
        point,
        document,
        ...(written ? { file: { name: isOfCases ? casesNameOf(file!) : file!, text } } : {}),
        casesAfter: blocks[index + 1]?.sort === 'cases' ? jsonOf(blocks[index + 1]!) : undefined,
      },
    ]
  })
}

const wholeOf = (point: Point, part: Part): object => (part.title === undefined ? policyAround(point, part) : part)

function withMoreCases(before: object, more: object): object {
  const lists = Object.entries(more).map(([key, value]) => {
    const earlier = (before as Record<string, unknown>)[key]
    return [key, Array.isArray(earlier) ? [...earlier, ...value] : { ...(earlier as object), ...value }]
  })
  return { ...before, ...Object.fromEntries(lists) }
}

function jsonOf({ text, line }: Block): unknown {
  const parsed = parseJson(text)
  if (parsed.findings) throw new Error(`Line ${line}: ${JSON.stringify(parsed.findings)}`)
  return parsed.value
}

/** The example as a policy: fragments stand in the policy that comes before them on the page, parts in the smallest there can be. */
export function parsedExample({ block, json, point, document }: Example): ParsedPolicy {
  const whole = (part: Part) => parsePolicy(point, wholeOf(point, part))
  const into = (part: Part) => whole(changed(document, part))
  switch (block.sort) {
    case 'condition':
      return into({ conditions: { example: { title: 'example', ...(json as object) } } })
    case 'parameters':
    case 'calendar':
      return into({ [block.sort]: json })
    case 'mended':
      return into(json as Part)
    case 'refused':
      return isCondition(json) ? whole({ rules: [{ ...ruleOf(point), conditions: json }] }) : whole(json as Part)
    default:
      return whole(document)
  }
}

const isCondition = (json: unknown) => ['all', 'any', 'not', 'fact'].some((key) => Object.hasOwn(json as object, key))

function ruleOf(point: Point) {
  return (policyAround(point, {}) as { rules: { id: string; event: { type: string } }[] }).rules[0]!
}

/** What the analysis says of an example. */
export function findingsOf({ point, casesAfter }: Example, policy: Policy): Finding[] {
  const cases = casesAfter === undefined ? undefined : parseCases(point, casesAfter).cases
  const { findings, undecided } = analyze(point, policy, cases ? { cases } : {})
  if (undecided.length > 0) throw new Error(`The analysis left open: ${undecided.join(' ')}`)
  return findings
}

/** What the program answers, by the line of the `text` block in which the page shows it. */
export async function answersOn(blocks: readonly Block[]): Promise<Map<number, string>> {
  const answers = new Map<number, string>()
  const examples = examplesOf(blocks)
  const folder = mkdtempSync(join(tmpdir(), 'parley-manual-'))
  try {
    for (const [index, block] of blocks.entries()) {
      const example = examples.find((each) => each.block === block)
      if (example?.file) write(folder, example.file.name, example.file.text)
      if (block.language === 'jsonl') write(folder, block.sort, block.text)
      const shown = blocks.slice(index + 1).find((each) => each.sort !== 'cases')
      const isAnswered = shown?.language === 'text'
      if (block.language === 'sh') {
        const answer = await answerTo(block.text, folder)
        if (isAnswered) answers.set(shown.line, answer)
      } else if (isAnswered && example && (block.sort === 'refused' || block.sort === 'finding'))
        answers.set(shown.line, inWords(example))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return answers
}

function write(folder: string, file: string, text: string): void {
  mkdirSync(join(folder, dirname(file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}

/** Runs those lines that call the program, where the files of the page are. */
async function answerTo(script: string, folder: string): Promise<string> {
  const printed: string[] = []
  for (const [, line] of script.matchAll(/^npm run policy -- ([^|>#\n]*)$/gm)) {
    const args = line!.match(/"[^"]*"|\S+/g)!.map((word) => word.replaceAll('"', ''))
    const { out, err } = await run(args, { folder, readStdin: () => '', paint: paintFor({}, {}) })
    printed.push(out, err)
  }
  return printed.join('')
}

function inWords(example: Example): string {
  const { policy, findings } = parsedExample(example)
  const told = policy && example.block.sort === 'finding' ? findingsOf(example, policy) : findings
  return told
    .flatMap(({ severity, message, mend, witness }) => [
      `${severity}: ${message}`,
      ...(mend === undefined ? [] : [`  ${mend}`]),
      ...(witness && policy ? [`  For example: ${factsInWords(example.point, policy, witness).join('; ')}.`] : []),
    ])
    .map((line) => `${line}\n`)
    .join('')
}
