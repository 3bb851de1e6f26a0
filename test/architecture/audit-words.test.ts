import { auditActions, auditKinds } from '@parley/contract/audit'
import { auditDetails } from '@parley/contract/audit-details'
import { describe, expect, it } from 'vitest'
import { filesBelow, isTest, read } from './source-files.ts'

const recording = filesBelow(['apps/api/src'], ['.ts'])
  .filter((path) => !isTest(path) && path !== 'apps/api/src/audit/record-event.ts')
  .filter((path) => read(path).includes('recordEvent('))

/** What stands between the bracket at this place and the one that closes it. */
function within(text: string, from: number): string {
  for (let at = from, depth = 0; at < text.length; at++) {
    if ('({['.includes(text[at]!)) depth++
    if (')}]'.includes(text[at]!) && --depth === 0) return text.slice(from + 1, at)
  }
  throw new Error(`Nothing closes the bracket: ${text.slice(from, from + 80)}`)
}

/** The names at the top of an object's text: `a: 1, b, ...{ c: 2 }`. What is spread from elsewhere has its words by its type. */
function namesIn(object: string): string[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const letter of object) {
    if ('({['.includes(letter)) depth++
    if (')}]'.includes(letter)) depth--
    if (letter === ',' && depth === 0) {
      parts.push(part)
      part = ''
    } else part += letter
  }
  return [...parts, part].flatMap((each) => {
    const spread = /^\s*\.\.\.\s*\{/.exec(each)
    if (spread) return namesIn(within(each, each.indexOf('{')))
    return /^\s*([A-Za-z]\w*)\s*(?::|$)/.exec(each)?.[1] ?? []
  })
}

/** All that a file records beside the action, where it is written out: in the call, or as a constant named `details`. */
function detailsOf(path: string): string[] {
  const text = read(path).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
  const opened = [...text.matchAll(/\bdetails(?:: |\s=\s)(?:[^\n{(]*\? )?\{/g)]
  return opened.flatMap((match) => {
    const from = match.index + match[0].length - 1
    const first = within(text, from)
    const rest = from + first.length + 2
    const other = /^\s*:\s*\{/.exec(text.slice(rest))
    return [...namesIn(first), ...(other ? namesIn(within(text, rest + other[0].length - 1)) : [])]
  })
}

describe('the audit speaks to people', () => {
  it('sees what is recorded', () => {
    expect(recording.length).toBeGreaterThan(60)
    expect(recording.flatMap(detailsOf).length).toBeGreaterThan(80)
    expect(detailsOf('apps/api/src/team/change-person.ts')).toContain('keysRevoked')
    expect(namesIn('a: x({ b: 1 }), c, ...{ d: 2 }, ...e')).toEqual(['a', 'c', 'd'])
  })

  it('every detail that an event can have has words, or is known to say nothing to a person', () => {
    const unknown = recording.flatMap((path) =>
      detailsOf(path).flatMap((name) => (Object.hasOwn(auditDetails, name) ? [] : [`${path}: ${name}`])),
    )
    expect(unknown, 'packages/contract/src/audit-details.ts has no words for these').toEqual([])
  })

  it('no title is the name in the code, and every action is of a kind that can be looked for', () => {
    for (const [name, detail] of Object.entries(auditDetails)) if (detail) expect(detail.title).not.toBe(name)
    for (const action of Object.keys(auditActions)) expect(Object.keys(auditKinds)).toContain(action.split('.')[0])
  })
})
