import { errorAt, type Finding } from './finding.ts'
import { JsonMistake, JsonReader } from './json-reader.ts'

type JsonLimits = { maxDepth?: number; maxCharacters?: number }

type ParsedJson = { value: unknown; findings?: never } | { value?: never; findings: Finding[] }

/**
 * Reads JSON text (RFC 8259) that nobody vouches for. Stricter than `JSON.parse`: depth (32) and size (1,048,576 characters) are
 * capped before anything recursive sees the text; a repeated key, a key that reaches a prototype, NUL and half a surrogate
 * pair are refused. A finding carries line and column.
 */
export function parseJson(text: string, limits: JsonLimits = {}): ParsedJson {
  const maxCharacters = limits.maxCharacters ?? 1_048_576
  if (text.length > maxCharacters)
    return {
      findings: [
        errorAt([], `The text is longer than ${maxCharacters} characters.`, 'Split the document or shorten it.'),
      ],
    }
  try {
    return { value: new JsonReader(text, limits.maxDepth ?? 32).readDocument() }
  } catch (mistake) {
    if (!(mistake instanceof JsonMistake)) throw mistake
    return { findings: [{ ...mistake.finding, at: lineAndColumn(text, mistake.offset) }] }
  }
}

/** Where a value of already parsed JSON text starts, counted from 1: for showing a finding at its line. */
export function locate(text: string, pointer: string): { line: number; column: number } | undefined {
  const reader = new JsonReader(text, 64)
  reader.starts = new Map()
  try {
    reader.readDocument()
  } catch (mistake) {
    if (!(mistake instanceof JsonMistake)) throw mistake
  }
  for (let wanted = pointer; ; wanted = wanted.slice(0, wanted.lastIndexOf('/'))) {
    const offset = reader.starts.get(wanted)
    if (offset !== undefined) return lineAndColumn(text, offset)
    if (wanted === '') return undefined
  }
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
