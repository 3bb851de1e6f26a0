import { closeSync, openSync, readSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import { z } from 'zod'
import type { PastDecision } from '../src/backtest/history.ts'
import { factsOver } from '../src/cases.ts'
import type { FactValue } from '../src/point.ts'
import { WrongUse } from './answer.ts'
import { filePathOf, stdinName } from './files.ts'
import type { Input } from './options.ts'

const value = z.union([z.boolean(), z.number(), z.string(), z.array(z.string())])
const name = z.string().nullish()

/** One line of a file of past decisions. What isn't given is taken from the facts, where they have it. */
const line = z.object({
  id: z.string(),
  facts: z.record(z.string(), value.nullable()),
  outcome: z.object({ type: z.string(), params: z.record(z.string(), value).default({}) }).nullable(),
  because: z.array(z.string()).default([]),
  decidedBy: z.enum(['policy', 'person']).default('policy'),
  policyVersion: z.int().default(0),
  partner: name,
  tier: name,
  productFamily: name,
  amountMinor: z.int().nullish(),
})

const shape =
  'Each line is one decision: {"id": "…", "facts": {…}, "outcome": {"type": "…", "params": {…}}}, "outcome" null where information was needed.'

/** Recorded decisions, one JSON object a line, read as they are asked for: there may be millions. */
export function* readPastDecisions(input: Input, fileName: string): Generator<PastDecision> {
  let number = 0
  for (const text of linesOf(input, fileName)) {
    number++
    if (text.trim() !== '') yield pastDecision(text, `${fileName}:${number}`)
  }
}

function pastDecision(text: string, place: string): PastDecision {
  const parsed = line.safeParse(jsonOf(text, place))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new WrongUse(`${place}: ${issue!.path.join('.') || 'the line'} can't be read: ${issue!.message}.`, shape)
  }
  const { facts: given, partner, tier, productFamily, amountMinor, ...rest } = parsed.data
  const facts = factsOver({}, given)
  return {
    ...rest,
    facts,
    partner: partner ?? null,
    tier: tier ?? textIn(facts['partner.tier']),
    productFamily: productFamily ?? textIn(facts['deal.productFamily']),
    amountMinor: amountMinor ?? (typeof facts['deal.amountMinor'] === 'number' ? facts['deal.amountMinor'] : null),
  }
}

function jsonOf(text: string, place: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new WrongUse(`${place}: this line is no JSON.`, shape)
  }
}

const textIn = (fact: FactValue | undefined) => (typeof fact === 'string' ? fact : null)

const chunkBytes = 1_048_576

function* linesOf(input: Input, fileName: string): Generator<string> {
  if (fileName === stdinName) return yield* input.readStdin().split('\n')
  const file = openSync(filePathOf(input, fileName), 'r')
  const decoder = new StringDecoder('utf8')
  const chunk = Buffer.alloc(chunkBytes)
  let rest = ''
  for (let bytes = readSync(file, chunk); bytes > 0; bytes = readSync(file, chunk)) {
    const lines = (rest + decoder.write(chunk.subarray(0, bytes))).split('\n')
    rest = lines.pop()!
    yield* lines
  }
  closeSync(file)
  yield rest
}
