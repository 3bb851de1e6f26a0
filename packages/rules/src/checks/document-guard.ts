import { errorAt, type Finding, type Path } from '../finding.ts'

const deepestJson = 32
const mostValues = 100_000
const mostFindings = 20
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])

/** Controls, formats (bidirectional marks, zero-width), fillers, line separators, variation selectors, private use. */
const unseen =
  /[\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0]|\u17b4|\u17b5|\p{Variation_Selector}|(?![\n\t])\p{Cc}/u

/** A value on the way through the document; its path is put together only when there is something to say. */
type Visit = { value: unknown; key: string | number; within: Visit | undefined; depth: number }

/**
 * What must hold of any JSON value before recursive code may look at it: bounded in depth and size, no key that reaches a
 * prototype, no character that a reader can't see. Walks with a list instead of calls, so depth can't exhaust the stack.
 */
export function guardDocument(json: unknown): Finding[] {
  const findings: Finding[] = []
  const visits: Visit[] = [{ value: json, key: '', within: undefined, depth: 0 }]
  let values = 0
  for (let visit = visits.pop(); visit !== undefined && findings.length < mostFindings; visit = visits.pop()) {
    const { value, depth } = visit
    values++
    if (typeof value === 'string') findings.push(...unseenIn(value, visit))
    if (typeof value !== 'object' || value === null) continue
    if (depth >= deepestJson)
      return [
        errorAt(
          pathOf(visit),
          `This is nested deeper than ${deepestJson} levels.`,
          'Flatten it, or name a part of it under "conditions".',
        ),
      ]
    const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
    if (values + visits.length + keys.length > mostValues)
      return [errorAt([], `The document has more than ${mostValues} values.`, 'Shorten it.')]
    for (const key of keys.reverse()) {
      const child: Visit = { value: (value as Record<string, unknown>)[key], key, within: visit, depth: depth + 1 }
      if (typeof key === 'string') findings.push(...mistakesOfKey(key, child))
      visits.push(child)
    }
  }
  return findings
}

function mistakesOfKey(key: string, visit: Visit): Finding[] {
  if (!forbiddenKeys.has(key)) return unseenIn(key, visit)
  return [errorAt(pathOf(visit), `"${key}" can't be used as a name.`, 'Choose another name.')]
}

function unseenIn(text: string, visit: Visit): Finding[] {
  const found = unseen.exec(text)
  if (!found) return []
  const code = found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
  const message = `A character that nobody can see stands in this text (U+${code}, position ${found.index + 1}).`
  return [errorAt(pathOf(visit), message, 'Remove it.')]
}

function pathOf(visit: Visit): Path {
  return visit.within === undefined ? [] : [...pathOf(visit.within), visit.key]
}
