import { errorAt, type Finding, type Path } from '../finding.ts'

const deepestJson = 32
const mostValues = 100_000
const mostFindings = 20
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])

/** Controls, formats (bidirectional marks, zero-width), fillers, line separators, variation selectors, private use. */
const unseen =
  /[\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0]|\u17b4|\u17b5|\p{Variation_Selector}|(?![\n\t])\p{Cc}/u

type Visit = { value: unknown; path: Path }

/**
 * What must hold of any JSON value before recursive code may look at it: bounded in depth and size, no key that reaches a
 * prototype, no character that a reader can't see. Walks with a list instead of calls, so depth can't exhaust the stack.
 */
export function guardDocument(json: unknown): Finding[] {
  const findings: Finding[] = []
  const visits: Visit[] = [{ value: json, path: [] }]
  let values = 0
  for (let visit = visits.pop(); visit !== undefined && findings.length < mostFindings; visit = visits.pop()) {
    const { value, path } = visit
    if (++values > mostValues) return [errorAt([], `The document has more than ${mostValues} values.`, 'Shorten it.')]
    if (typeof value === 'string') findings.push(...unseenIn(value, path))
    if (typeof value !== 'object' || value === null) continue
    if (path.length >= deepestJson)
      return [
        errorAt(
          path,
          `This is nested deeper than ${deepestJson} levels.`,
          'Flatten it, or name a part of it under "conditions".',
        ),
      ]
    for (const key of Object.keys(value).reverse()) {
      const at = [...path, Array.isArray(value) ? Number(key) : key]
      if (forbiddenKeys.has(key))
        findings.push(errorAt(at, `"${key}" can't be used as a name.`, 'Choose another name.'))
      else if (!Array.isArray(value)) findings.push(...unseenIn(key, at))
      visits.push({ value: (value as Record<string, unknown>)[key], path: at })
    }
  }
  return findings
}

function unseenIn(text: string, path: Path): Finding[] {
  const found = unseen.exec(text)
  if (!found) return []
  const code = found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
  return [
    errorAt(
      path,
      `A character that nobody can see stands in this text (U+${code}, position ${found.index + 1}).`,
      'Remove it.',
    ),
  ]
}
