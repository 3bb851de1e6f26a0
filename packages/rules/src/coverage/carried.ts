import { boundsOf } from '../compile/cells.ts'
import { fromComparable } from '../compile/comparable.ts'
import type { Program, ProgramRule } from '../compile/intermediate.ts'
import { own } from '../names.ts'
import type { FactDefinition, Facts, FactValue } from '../point.ts'
import { isNumeric } from './reach.ts'

/** Values for the facts that a rule's outcome carries and the base leaves unknown: without them it decides nothing. */
export function valuesCarried(program: Program, rule: ProgramRule, base: Facts): Facts {
  const carried = Object.values(program.outcomes[rule.outcome]!.fromFacts).flatMap((fact) => program.inputs(fact))
  const unknown = carried.filter((fact) => base[fact] === undefined)
  return Object.fromEntries(unknown.map((fact) => [fact, anyValue(own(program.point.facts, fact)!)]))
}

function anyValue(definition: FactDefinition): FactValue {
  if (isNumeric(definition.kind)) return fromComparable(definition.kind, boundsOf(definition)[0])
  if (definition.kind === 'choice') return Object.keys(definition.values)[0]!
  if (definition.kind === 'set') return []
  return definition.kind === 'yesNo' ? true : 'Another'
}
