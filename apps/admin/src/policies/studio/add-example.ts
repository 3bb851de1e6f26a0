import type { Case } from '@parley/rules/decision'
import { formatInside } from './format-json.ts'
import { membersOf } from './json-place.ts'

/** The examples' text with one more at the end of `cases`; the rest stays as it was written. Null where there is no such list. */
export function withExample(text: string, example: Case): string | null {
  const start = text.indexOf('{')
  const list = start < 0 ? undefined : membersOf(text, start).get('cases')
  if (!list || text[list.from] !== '[' || text[list.to - 1] !== ']') return null
  const before = text.slice(0, list.to - 1).trimEnd()
  return `${before}${before.endsWith('[') ? '' : ','}\n    ${formatInside(example, 4)}\n  ${text.slice(list.to - 1)}`
}
