import type { Finding } from '../src/finding.ts'
import { JsonReader } from '../src/json-reader.ts'
import type { SourceFile } from './files.ts'

/** A finding with the file and the place in it, counted from 1. */
export type PlacedFinding = Finding & { file: string; line: number; column: number }

/** Findings at their line and column, in the order of the text; at its start where it can't be read so far. */
export function place(source: SourceFile, findings: readonly Finding[]): PlacedFinding[] {
  const places = new Places(source.text)
  return findings
    .map((finding) => ({ ...finding, file: source.name, ...(finding.at ?? places.of(finding.pointer)) }))
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
}

/** Where each value of a JSON text starts: the text is read once, however many places are asked for. */
export class Places {
  #text: string
  #starts: Map<string, number> | undefined

  constructor(text: string) {
    this.#text = text
  }

  /** The place of the value, or of the nearest one around it that is there. */
  of(pointer: string): { line: number; column: number } {
    this.#starts ??= startsOf(this.#text)
    let wanted = pointer
    while (wanted !== '' && !this.#starts.has(wanted)) wanted = wanted.slice(0, wanted.lastIndexOf('/'))
    const offset = this.#starts.get(wanted) ?? 0
    const before = this.#text.slice(0, offset)
    return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
  }
}

function startsOf(text: string): Map<string, number> {
  const reader = new JsonReader(text, 64)
  reader.starts = new Map()
  try {
    reader.readDocument()
  } catch {
    // What comes before the mistake has its place all the same.
  }
  return reader.starts
}
