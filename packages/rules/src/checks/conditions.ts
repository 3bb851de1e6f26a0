import { errorAt, type Finding, findingsOf, type Path } from '../finding.ts'
import { unitWords } from '../format.ts'
import { listed, own, quoted, suggestion } from '../names.ts'
import { type OperatorName, operatorsOfKind, takesList } from '../operators.ts'
import type { FactDefinition, Point } from '../point.ts'
import type { Condition, Leaf, Parameter, Policy } from '../policy.ts'
import { type ValueSchema, valueSchema } from '../value-schema.ts'

/** Checks one condition and all below it: names that exist, operators of the fact's kind, values of the right kind. */
export function checkCondition(point: Point, policy: Policy, node: Condition, path: Path): Finding[] {
  if ('all' in node)
    return findingsOf(node.all, (child, index) => checkCondition(point, policy, child, [...path, 'all', index]))
  if ('any' in node)
    return findingsOf(node.any, (child, index) => checkCondition(point, policy, child, [...path, 'any', index]))
  if ('not' in node) return checkCondition(point, policy, node.not, [...path, 'not'])
  if ('condition' in node) {
    if (own(policy.conditions, node.condition)) return []
    return [
      errorAt(
        [...path, 'condition'],
        `There is no condition "${node.condition}".`,
        suggestion(node.condition, Object.keys(policy.conditions)),
      ),
    ]
  }
  return checkLeaf(point, policy, node, path)
}

/** Every condition at or below `node`, named ones followed once each. */
export function* conditionsBelow(
  policy: Pick<Policy, 'conditions'>,
  node: Condition,
  seen = new Set<string>(),
): Generator<{ node: Condition }> {
  yield { node }
  if ('all' in node) for (const child of node.all) yield* conditionsBelow(policy, child, seen)
  if ('any' in node) for (const child of node.any) yield* conditionsBelow(policy, child, seen)
  if ('not' in node) yield* conditionsBelow(policy, node.not, seen)
  if ('condition' in node && !seen.has(node.condition)) {
    seen.add(node.condition)
    const named = own(policy.conditions, node.condition)
    if (named) yield* conditionsBelow(policy, named, seen)
  }
}

function checkLeaf(point: Point, policy: Policy, leaf: Leaf, path: Path): Finding[] {
  const definition = own(point.facts, leaf.fact)
  if (!definition)
    return [
      errorAt([...path, 'fact'], `There is no fact "${leaf.fact}".`, suggestion(leaf.fact, Object.keys(point.facts))),
    ]
  const operators: readonly string[] = operatorsOfKind[definition.kind]
  if (!operators.includes(leaf.operator))
    return [
      errorAt(
        [...path, 'operator'],
        `"${leaf.operator}" can't be used with "${leaf.fact}".`,
        `Use ${listed(operators.map((each) => `"${each}"`))}.`,
      ),
    ]
  const mistake = mistakeOfOperand(point, policy, definition, leaf)
  return mistake ? [errorAt([...path, 'value'], ...mistake)] : []
}

type Mistake = [message: string, mend: string]

function mistakeOfOperand(point: Point, policy: Policy, definition: FactDefinition, leaf: Leaf): Mistake | undefined {
  const { value } = leaf
  if (typeof value === 'object' && 'parameter' in value) {
    const parameter = own(policy.parameters, value.parameter)
    return parameter
      ? mistakeOfParameter(definition, leaf, value.parameter, parameter)
      : [`There is no parameter "${value.parameter}".`, suggestion(value.parameter, Object.keys(policy.parameters))]
  }
  if (typeof value === 'object' && 'fact' in value) {
    const other = own(point.facts, value.fact)
    return other
      ? mistakeOfOtherFact(definition, leaf, value.fact, other)
      : [`There is no fact "${value.fact}".`, suggestion(value.fact, Object.keys(point.facts))]
  }
  return mistakeOfLiteral(definition, leaf, value)
}

function mistakeOfLiteral(definition: FactDefinition, leaf: Leaf, value: unknown): Mistake | undefined {
  if (takesList(leaf.operator as OperatorName)) {
    if (!Array.isArray(value))
      return [`"${leaf.operator}" needs a list.`, 'Write a list in [brackets], or a parameter of kind "set".']
    return mistakeOfList(definition, leaf.fact, value)
  }
  const schema = elementSchema(definition)
  return schema.safeParse(value).success ? undefined : notAValue(leaf.fact, value, schema)
}

/** Lists without a mistake, by the schema of their elements: a parameter's may be long, and compared in many places. */
const soundLists = new WeakMap<readonly unknown[], ValueSchema>()

function mistakeOfList(definition: FactDefinition, fact: string, list: readonly unknown[]): Mistake | undefined {
  const schema = elementSchema(definition)
  if (soundLists.get(list) === schema) return undefined
  if (new Set(list).size < list.length) return ['The list names a value twice.', 'List each value once.']
  const wrong = list.find((each) => !schema.safeParse(each).success)
  if (wrong !== undefined) return notAValue(fact, wrong, schema)
  soundLists.set(list, schema)
  return undefined
}

function mistakeOfParameter(
  definition: FactDefinition,
  leaf: Leaf,
  name: string,
  parameter: Parameter,
): Mistake | undefined {
  const wanted = takesList(leaf.operator as OperatorName) ? 'set' : definition.kind === 'set' ? 'text' : definition.kind
  // A duration is compared as the count of its unit.
  const kind = parameter.kind === 'duration' ? 'count' : parameter.kind
  if (kind !== wanted)
    return [
      `The parameter "${name}" is of kind "${parameter.kind}"; "${leaf.operator}" with "${leaf.fact}" needs "${wanted}".`,
      'Use another parameter, or change its kind.',
    ]
  if ('unit' in parameter && definition.kind === 'count' && parameter.unit !== definition.unit)
    return [
      `The parameter "${name}" counts ${unitWords(parameter.unit)}, but "${leaf.fact}" counts ${unitWords(definition.unit)}.`,
      `Use a parameter with the unit "${definition.unit}".`,
    ]
  return mistakeOfLiteral(definition, leaf, parameter.value)
}

function mistakeOfOtherFact(
  definition: FactDefinition,
  leaf: Leaf,
  name: string,
  other: FactDefinition,
): Mistake | undefined {
  if (takesList(leaf.operator as OperatorName))
    return [`"${leaf.operator}" can't compare with a fact.`, 'Write a list in [brackets].']
  const wanted = definition.kind === 'set' ? 'text' : definition.kind
  if (other.kind !== wanted)
    return [
      `"${name}" is of kind "${other.kind}", and can't be compared with "${leaf.fact}".`,
      `Use a fact of kind "${wanted}".`,
    ]
  if (other.kind === 'count' && definition.kind === 'count' && other.unit !== definition.unit)
    return [
      `"${name}" counts ${unitWords(other.unit)}, but "${leaf.fact}" counts ${unitWords(definition.unit)}.`,
      'Compare facts with the same unit.',
    ]
  if (name === leaf.fact) return [`"${name}" is compared with itself.`, 'Compare it with something else.']
  return undefined
}

const textSchema = valueSchema({ kind: 'text' })

/** The schema of one compared value: for a set, of one of its texts. */
function elementSchema(definition: FactDefinition): ValueSchema {
  return definition.kind === 'set' || definition.kind === 'text' ? textSchema : valueSchema(definition)
}

function notAValue(fact: string, value: unknown, schema: ValueSchema): Mistake {
  const mend = schema.safeParse(value).error?.issues[0]?.message ?? 'Write another value.'
  return [`${quoted(value)} can't be a value of "${fact}".`, mend]
}
