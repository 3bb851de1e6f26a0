import { calendarChoiceOf, derivedNameOf } from '../derived/graph.ts'
import { canonicalJson } from '../hash.ts'
import { own } from '../names.ts'
import type { Rulebook } from '../policy.ts'
import { type Column, type Columns, factsAt, valueAt } from './columns.ts'
import { columnBuilder } from './columns-builder.ts'
import { toComparable } from './comparable.ts'
import type { Program } from './intermediate.ts'

/**
 * Works a derived fact out for every row, once for each combination of its inputs: calendars are slow, and the same days come again
 * and again.
 */
export function derivedColumn(columns: Columns, program: Program, fact: string): Column {
  const definition = program.point.facts[fact]!
  const builder = columnBuilder(definition)
  const inputs = program.inputs(fact)
  const sources = inputs.map((name) => [columns.byFact.get(name)!, columns.definitions[name]!] as const)
  const known = new Map<string, unknown>()
  for (let row = 0; row < columns.rows; row++) {
    let key = ''
    for (const [column, input] of sources) key += `${JSON.stringify(valueAt(column, input, row))},`
    if (!known.has(key)) {
      const value = program.derive!(factsAt(columns, row, inputs))[fact]
      known.set(key, value === undefined ? undefined : toStored(definition.kind, value, builder.encode))
    }
    builder.set(row, known.get(key))
  }
  return builder.done(columns.rows)
}

/** A derived number may lie outside of the bounds that a document's would have to keep. */
function toStored(
  kind: Parameters<typeof toComparable>[0],
  value: Parameters<typeof toComparable>[1],
  encode: (value: Parameters<typeof toComparable>[1]) => unknown,
) {
  const comparable = toComparable(kind, value)
  return typeof comparable === 'number' ? comparable : encode(value)
}

/** The same text as long as the policy derives the fact in the same way from the same parameters. */
export function derivationKey(policy: Rulebook, fact: string): string {
  const parts: unknown[] = [policy.calendar ?? null]
  const seen = new Set<string>()
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(collect)
    else if (typeof value === 'object' && value !== null)
      for (const [key, part] of Object.entries(value)) {
        if (key === 'parameter') parts.push([part, own(policy.parameters, part as string) ?? null])
        else if (key === 'fact') follow(part as string)
        else collect(part)
      }
  }
  const follow = (name: string): void => {
    const definition = own(policy.derived, derivedNameOf(name) ?? '')
    if (definition === undefined || seen.has(name)) return
    seen.add(name)
    parts.push([name, definition])
    if (calendarChoiceOf(definition) !== undefined) parts.push(policy.calendars ?? null)
    collect(definition)
  }
  follow(fact)
  return canonicalJson(parts)
}
