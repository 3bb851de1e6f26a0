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
  /** What stands before it on the page, and what it is put into. */
  policyBefore: Part | undefined
  partBefore: Part | undefined
  casesAfter: unknown
}

/** The JSON blocks of a page in order. Throws where a block is no JSON that a policy editor could paste. */
export function examplesOf(blocks: readonly Block[]): Example[] {
  let policyBefore: Part | undefined
  let partBefore: Part | undefined
  let point: Point = points.registration
  return blocks.flatMap((block, index) => {
    if (block.language !== 'json') return []
    const json = jsonOf(block)
    const named = block.names.map((name) => own<Point>(points, name)).find((each) => each !== undefined)
    if (block.sort === 'policy') point = own<Point>(points, String((json as Part).point))!
    else if (['part', 'finding', 'refused'].includes(block.sort)) point = named ?? points.registration
    const after = blocks[index + 1]
    const casesAfter = after?.sort === 'cases' ? jsonOf(after) : undefined
    const example = { block, json, point, policyBefore, partBefore, casesAfter }
    if (block.sort === 'policy') policyBefore = partBefore = json as Part
    if (block.sort === 'part' || block.sort === 'finding') partBefore = json as Part
    return [example]
  })
}

function jsonOf({ text, line }: Block): unknown {
  const parsed = parseJson(text)
  if (parsed.findings) throw new Error(`Line ${line}: ${JSON.stringify(parsed.findings)}`)
  return parsed.value
}

/** The example as a policy: whole ones as they stand, and fragments in the policy that stands before them on the page. */
export function parsedExample({ block, json, point, policyBefore, partBefore }: Example): ParsedPolicy {
  const into = (part: Part) => parsePolicy(point, changed(policyBefore ?? {}, part))
  const named = { title: 'example', ...(json as object) }
  switch (block.sort) {
    case 'policy':
      return parsePolicy(point, json)
    case 'rule':
      return into({ rules: [json as never] })
    case 'condition':
      return into({ conditions: { example: named } })
    case 'parameters':
    case 'calendar':
    case 'derived':
      return into({ [block.sort]: json })
    case 'cases':
      return parsePolicy(point, 'point' in partBefore! ? partBefore : policyAround(point, partBefore!))
    case 'mended':
      return parsePolicy(point, policyAround(point, changed(partBefore!, json as Part)))
    case 'refused':
      return isCondition(json)
        ? parsePolicy(point, policyAround(point, { rules: [{ id: 'example', ...ruleOf(point), conditions: json }] }))
        : parsePolicy(point, policyAround(point, json as Part))
    default:
      return parsePolicy(point, policyAround(point, json as Part))
  }
}

const isCondition = (json: unknown) => ['all', 'any', 'not', 'fact'].some((key) => Object.hasOwn(json as object, key))

function ruleOf(point: Point) {
  return (policyAround(point, {}) as { rules: { event: { type: string } }[] }).rules[0]!
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
  let policyFile = ''
  try {
    for (const [index, block] of blocks.entries()) {
      const [file] = block.names
      if (block.sort === 'policy' && file) policyFile = file
      if (['policy', 'decisions'].includes(block.sort) && file) write(folder, file, block.text)
      if (block.sort === 'cases' && policyFile) write(folder, casesNameOf(policyFile), block.text)
      const shown = blocks.slice(index + 1).find((each) => each.sort !== 'cases')
      const isAnswered = shown?.language === 'text'
      if (block.language === 'sh') {
        const answer = await answerTo(block.text, folder)
        if (isAnswered) answers.set(shown.line, answer)
      } else if (isAnswered && (block.sort === 'refused' || block.sort === 'finding')) {
        const example = examples.find((each) => each.block === block)!
        answers.set(shown.line, inWords(example))
      }
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
