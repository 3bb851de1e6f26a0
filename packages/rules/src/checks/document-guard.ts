import { errorAt, type Finding, type Path } from '../finding.ts'

const deepestJson = 32
const mostValues = 100_000
const mostObjects = 20_000
const mostNames = 500
const longestName = 200
const mostFindings = 20
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])

/** Controls, formats (bidirectional marks, zero-width), fillers, line separators, variation selectors, private use. */
const unseen =
  /[\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0]|\u17b4|\u17b5|\p{Variation_Selector}|(?![\n\t])\p{Cc}/u

/** Letters of another script that look like Latin ones; in one word with Latin letters they deceive. */
const confusable = {
  Cyrillic: /\p{Script=Cyrillic}/u,
  Greek: /[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχϲ]/u,
}
const latinWords = /(?:(?=\p{L})[^\p{Script=Latin}])*\p{Script=Latin}[\p{L}\p{M}]*/gu

/** A value on the way through the document; its path is put together only when there is something to say. */
type Visit = { value: unknown; key: string | number; within: Visit | undefined; depth: number }

/**
 * What must hold of any JSON value before recursive code may look at it: bounded in depth and size, no key that reaches a
 * prototype, no character that a reader can't see or that looks like another. Walks with a list instead of calls, so depth can't exhaust the stack.
 */
export function guardDocument(json: unknown): Finding[] {
  const findings: Finding[] = []
  const visits: Visit[] = [{ value: json, key: '', within: undefined, depth: 0 }]
  let values = 0
  let objects = 0
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
    if (++objects > mostObjects)
      return [errorAt([], `The document has more than ${mostObjects} lists and objects.`, 'Shorten it.')]
    const unsafe = Array.isArray(value) ? [] : mistakesOfNames(value, keys as string[], visit)
    if (unsafe.length > 0) return unsafe
    for (const key of keys.reverse()) {
      const child: Visit = { value: (value as Record<string, unknown>)[key], key, within: visit, depth: depth + 1 }
      if (typeof key === 'string') findings.push(...mistakesOfKey(key, child))
      visits.push(child)
    }
  }
  return findings
}

/** What must hold of an object before its values may be looked at. */
function mistakesOfNames(value: object, names: readonly string[], visit: Visit): Finding[] {
  if (names.length > mostNames)
    return [errorAt(pathOf(visit), `This has more than ${mostNames} names.`, 'Remove those that are not needed.')]
  if (names.some((name) => name.length > longestName))
    return [errorAt(pathOf(visit), `A name here has more than ${longestName} characters.`, 'Choose a shorter name.')]
  const made = names.find((name) => !('value' in Object.getOwnPropertyDescriptor(value, name)!))
  if (made === undefined) return []
  return [errorAt([...pathOf(visit), made], `"${made}" is made when it is asked for.`, 'Write a value.')]
}

function mistakesOfKey(key: string, visit: Visit): Finding[] {
  if (!forbiddenKeys.has(key)) return unseenIn(key, visit)
  return [errorAt(pathOf(visit), `"${key}" can't be used as a name.`, 'Choose another name.')]
}

function unseenIn(text: string, visit: Visit): Finding[] {
  const found = unseen.exec(text)
  if (!found) return deceptiveIn(text, visit)
  const code = found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
  const message = `A character that nobody can see stands in this text (U+${code}, position ${found.index + 1}).`
  return [errorAt(pathOf(visit), message, 'Remove it.')]
}

function deceptiveIn(text: string, visit: Visit): Finding[] {
  if (!confusable.Cyrillic.test(text) && !confusable.Greek.test(text)) return []
  for (const [word] of text.matchAll(latinWords))
    for (const script of ['Cyrillic', 'Greek'] as const)
      if (confusable[script].test(word)) {
        const message = `Latin and ${script} letters stand in one word: "${word.slice(0, 80)}".`
        return [errorAt(pathOf(visit), message, 'Write it again in letters of one kind.')]
      }
  return []
}

function pathOf(visit: Visit): Path {
  return visit.within === undefined ? [] : [...pathOf(visit.within), visit.key]
}
