import { type FormatOptions, formatBesideTitle } from '../format.ts'
import { listed, own } from '../names.ts'
import type { FactDefinition, FactValue, Point } from '../point.ts'
import type { Leaf, Policy } from '../policy.ts'

/** What a leaf compares with, in words, and where that comes from. */
export type OperandInWords = { text: string; parameter?: string; fact?: string }

/** "$10,000", "Gold or Platinum", or the title of the other fact. */
export function operandInWords(
  point: Point,
  policy: Pick<Policy, 'parameters'>,
  leaf: Leaf,
  options: FormatOptions,
): OperandInWords {
  const definition = own(point.facts, leaf.fact)!
  const { value } = leaf
  if (typeof value === 'object' && 'fact' in value)
    return { text: own(point.facts, value.fact)!.title, fact: value.fact }
  if (typeof value === 'object' && 'parameter' in value)
    return {
      text: formatOperand(definition, own(policy.parameters, value.parameter)!.value, options),
      parameter: value.parameter,
    }
  return { text: formatOperand(definition, value, options) }
}

/** Like `formatBesideTitle`, with a list as alternatives, each in the words of its kind. */
function formatOperand(definition: FactDefinition, value: FactValue, options: FormatOptions): string {
  const element = definition.kind === 'set' ? { kind: 'text' as const, title: definition.title } : definition
  if (Array.isArray(value)) return listed(value.map((each) => formatBesideTitle(element, each, options)))
  return formatBesideTitle(element, value, options)
}
