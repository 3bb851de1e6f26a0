import { fromComparable, toComparable } from '../compile/comparable.ts'
import { parseDay } from '../days.ts'
import { own } from '../names.ts'
import type { FactDefinition, Facts, FactValue, Point } from '../point.ts'
import type { Quantity } from '../policy.ts'
import { derivationOf, type Read, type Reading } from './derivations.ts'
import { derivedNameOf, factNameOf, factsIn } from './graph.ts'
import { type DerivingPolicy, kindsOf, vocabularyOf } from './vocabulary.ts'

type Step = { fact: string; kind: FactDefinition['kind']; inputs: readonly string[]; derive: Read }

const compiledSteps = new WeakMap<Point, readonly Step[]>()

/**
 * The facts with those that the policy derives from them; one is left out while an input of it is unknown, and where it can't be
 * worked out (a day after 9999). Whatever the facts say of a derived fact themselves is not believed.
 */
export function deriveFacts(point: Point, policy: DerivingPolicy, facts: Facts): Facts {
  const vocabulary = vocabularyOf(point, policy)
  const steps = compiledSteps.get(vocabulary) ?? compileSteps(vocabulary, policy)
  if (steps.length === 0) return facts
  const extended: Record<string, FactValue> = { ...facts }
  const worked: (number | undefined)[] = []
  for (const { fact, kind, derive } of steps) {
    const value = derive(facts, worked)
    worked.push(value)
    if (value !== undefined) extended[fact] = fromComparable(kind, value) as FactValue
    else if (fact in extended) delete extended[fact]
  }
  return extended
}

/**
 * The same, after some of the point's own facts changed: only what is worked out from these is worked out anew. `before` holds the
 * derived facts as they were.
 */
export function deriveAgain(
  point: Point,
  policy: DerivingPolicy,
  before: Facts,
  changed: Readonly<Record<string, FactValue>>,
): Facts {
  const vocabulary = vocabularyOf(point, policy)
  const extended: Record<string, FactValue> = { ...before, ...changed }
  const worked: (number | undefined)[] = []
  for (const { fact, kind, inputs, derive } of compiledSteps.get(vocabulary) ?? compileSteps(vocabulary, policy)) {
    if (!Object.keys(changed).some((each) => inputs.includes(each))) {
      const value = before[fact]
      worked.push(value === undefined ? undefined : (toComparable(kind, value) as number))
      continue
    }
    const value = derive(extended, worked)
    worked.push(value)
    if (value !== undefined) extended[fact] = fromComparable(kind, value)
    else delete extended[fact]
  }
  return extended
}

/** The names of the point's own facts that a derived fact is worked out from, through other derived ones too. */
export function inputsOf(policy: Pick<DerivingPolicy, 'derived'>, name: string): readonly string[] {
  const inputs = new Set<string>()
  const names = new Set([derivedNameOf(name) ?? name])
  for (const each of names) {
    const derived = own(policy.derived, each)
    for (const fact of derived ? factsIn(derived) : []) {
      const other = derivedNameOf(fact)
      if (other === undefined) inputs.add(fact)
      else names.add(other)
    }
  }
  return [...inputs]
}

/** One closure a derived fact, in an order in which each comes after those that it reads. */
function compileSteps(vocabulary: Point, policy: DerivingPolicy): readonly Step[] {
  const steps: Step[] = []
  const places = new Map<string, number>()
  for (const [name, kind] of kindsOf(vocabulary, policy)) {
    const reading = (quantity: Quantity) => readingOf(vocabulary, policy, places, quantity)
    places.set(name, steps.length)
    steps.push({
      fact: factNameOf(name),
      kind: kind.kind,
      inputs: inputsOf(policy, name),
      derive: derivationOf(policy, own(policy.derived, name)!, kind, reading),
    })
  }
  compiledSteps.set(vocabulary, steps)
  return steps
}

function readingOf(
  vocabulary: Point,
  policy: DerivingPolicy,
  places: ReadonlyMap<string, number>,
  quantity: Quantity,
): Reading {
  if (typeof quantity === 'number') return { kind: 'number', read: () => quantity }
  if (typeof quantity === 'string') return constant(parseDay(quantity) === undefined ? 'instant' : 'date', quantity)
  if ('parameter' in quantity) {
    const parameter = own(policy.parameters, quantity.parameter)!
    if (parameter.kind === 'duration' || parameter.kind === 'count')
      return { ...constant('count', parameter.value), unit: parameter.unit }
    return constant(parameter.kind as Reading['kind'], parameter.value)
  }
  const definition = own(vocabulary.facts, quantity.fact)!
  const name = derivedNameOf(quantity.fact)
  const kind = definition.kind as Reading['kind']
  return {
    kind,
    ...(definition.kind === 'count' ? { unit: definition.unit } : {}),
    read:
      name === undefined
        ? readerOf(quantity.fact, kind)
        : (
            (place) => (_facts, worked) =>
              worked[place]
          )(places.get(name)!),
  }
}

function constant(kind: Reading['kind'], value: FactValue): Reading {
  const compared = kind === 'number' ? (value as number) : (toComparable(kind, value) as number)
  return { kind, read: () => compared }
}

function readerOf(fact: string, kind: Reading['kind']): Read {
  if (kind === 'number') return (facts) => facts[fact] as number | undefined
  return (facts) => {
    const value = facts[fact]
    return value === undefined ? undefined : (toComparable(kind, value) as number)
  }
}
