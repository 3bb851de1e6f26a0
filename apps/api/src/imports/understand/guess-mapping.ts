import { type ImportMapping, type ImportTarget, severalColumns } from '@parley/contract/imports'
import { countryOf } from './countries.ts'
import { designationOf } from './designations.ts'
import { fold } from './fold.ts'
import { headerWords, neverMeant } from './header-words.ts'
import { hostsOf } from './websites.ts'

/** Most of a column's values must fit what its header promises, or what its values alone say. */
const fits = { ofHeader: 0.5, alone: 0.8 }

/** What each column probably means, by its name and by its first values (`samples`, a list for each column). */
export function guessMapping(columns: readonly string[], samples: readonly (readonly string[])[]): ImportMapping {
  const mapping: ImportMapping = columns.map(() => null)
  const taken = new Set<ImportTarget>()
  const give = (column: number, target: ImportTarget) => {
    if (mapping[column] || (taken.has(target) && !severalColumns.includes(target))) return
    mapping[column] = target
    taken.add(target)
  }
  const byHeader = columns
    .flatMap((name, column) => scoresOf(name).map(([target, score]) => ({ column, target, score })))
    .filter(({ column, target }) => shareThatFits(target, samples[column] ?? []) >= fits.ofHeader)
    .toSorted((one, other) => other.score - one.score || one.column - other.column)
  for (const { column, target } of byHeader) give(column, target)
  for (const target of ['domain', 'country', 'designation'] as const) {
    if (taken.has(target)) continue
    const column = columns.findIndex(
      (name, at) =>
        !mapping[at] &&
        !isNeverMeant(name) &&
        (samples[at] ?? []).length > 0 &&
        shareThatFits(target, samples[at]!) >= fits.alone,
    )
    if (column >= 0) give(column, target)
  }
  if (!taken.has('name')) giveName(columns, samples, mapping)
  return mapping
}

/** Without a header that says so, the name is in the first column of words that differ from row to row. */
function giveName(columns: readonly string[], samples: readonly (readonly string[])[], mapping: ImportMapping): void {
  const column = columns.findIndex((name, at) => {
    const values = samples[at] ?? []
    const worded = values.filter((value) => /\p{L}{2}/u.test(value))
    const isVaried = new Set(values).size > values.length * 0.8
    return !mapping[at] && !isNeverMeant(name) && values.length > 0 && isVaried && worded.length > values.length * 0.8
  })
  if (column >= 0) mapping[column] = 'name'
}

const isNeverMeant = (name: string) => neverMeant.has(fold(name))

/** How well a header's name says each target: 100 and less for one of its words by itself, less where it's part of more. */
function scoresOf(name: string): [ImportTarget, number][] {
  const header = fold(name)
  if (header === '' || neverMeant.has(header)) return []
  return (Object.entries(headerWords) as [ImportTarget, string[]][]).flatMap(([target, words]) => {
    const whole = words.indexOf(header)
    if (whole >= 0) return [[target, 100 - whole / 100] as [ImportTarget, number]]
    const part = words
      .filter((word) => word.length > 2 && ` ${header} `.includes(` ${word} `))
      .map((word) => word.length)
    return part.length > 0 ? [[target, (50 * Math.max(...part)) / header.length] as [ImportTarget, number]] : []
  })
}

const understood: Partial<Record<ImportTarget, (value: string) => boolean>> = {
  country: (value) => countryOf(value) !== null,
  designation: (value) => designationOf(value) !== null,
  domain: (value) => {
    const { hosts, unknown } = hostsOf(value)
    return hosts.length > 0 || (unknown === null && value.includes('.'))
  },
}

function shareThatFits(target: ImportTarget, values: readonly string[]): number {
  const fit = understood[target]
  if (!fit || values.length === 0) return 1
  return values.filter(fit).length / values.length
}
