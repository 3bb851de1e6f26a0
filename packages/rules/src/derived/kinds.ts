import { parseDay } from '../days.ts'
import type { Path } from '../finding.ts'
import { own, suggestion } from '../names.ts'
import { type FactDefinition, type Point, type TimeUnit, timeUnits, type Unit } from '../point.ts'
import type { Quantity } from '../policy.ts'
import { parseInstant } from '../time/instants.ts'
import { derivedNameOf, factNameOf } from './graph.ts'
import type { DerivingPolicy } from './vocabulary.ts'

/** What a derived fact is: as much of a fact's definition as follows from how it is worked out. */
export type DerivedKind =
  | { kind: 'count'; unit: Unit; minimum: number; maximum: number }
  | { kind: 'money' }
  | { kind: 'rate'; of: string }
  | { kind: 'date' }
  | { kind: 'instant' }

/** What an input is. A number that is written into the policy takes the kind of what stands beside it. */
type InputKind =
  | DerivedKind
  | { kind: 'number'; value: number }
  /** Nothing can be worked out from it. */
  | { kind: 'other'; is: string }

/** An input with the words to speak of it; `kind` is missing when its name leads nowhere. */
export type Input = { path: Path; called: string; kind?: InputKind }

export type Mistake = { path: Path; message: string; mend: string }

/** The kinds of the derived facts that come earlier, by name. */
export type EarlierKinds = ReadonlyMap<string, DerivedKind>

/** Everything that working out one derived fact's kind needs, and where mistakes are gathered. */
export class Inference {
  mistakes: Mistake[] = []
  policy: DerivingPolicy
  point: Point
  #earlier: EarlierKinds

  constructor(point: Point, policy: DerivingPolicy, earlier: EarlierKinds) {
    this.point = point
    this.policy = policy
    this.#earlier = earlier
  }

  mistake(path: Path, message: string, mend: string): undefined {
    this.mistakes.push({ path, message, mend })
    return undefined
  }

  input(quantity: Quantity, path: Path): Input {
    if (typeof quantity === 'number') return this.#number(quantity, path)
    if (typeof quantity === 'string') return this.#text(quantity, path)
    if ('parameter' in quantity) return this.#parameter(quantity.parameter, [...path, 'parameter'])
    return this.#fact(quantity.fact, [...path, 'fact'])
  }

  /** Says so when the policy has no calendar, and what needs it. */
  needsCalendar(path: Path, what: string): void {
    if (!this.policy.calendar)
      this.mistake(
        path,
        `${what}, and this policy has no calendar.`,
        'Add "calendar" to the policy, with "zone", "businessDays", "businessHours" and "holidays".',
      )
  }

  #number(value: number, path: Path): Input {
    const called = String(value)
    if (Number.isSafeInteger(value)) return { path, called, kind: { kind: 'number', value } }
    this.mistake(path, `${called} is not a whole number.`, 'Write money in minor units, rates in basis points.')
    return { path, called }
  }

  #text(value: string, path: Path): Input {
    const called = `"${value}"`
    if (parseDay(value) !== undefined) return { path, called, kind: { kind: 'date' } }
    if (parseInstant(value) !== undefined) return { path, called, kind: { kind: 'instant' } }
    this.mistake(
      path,
      `${called} is neither a day nor a moment.`,
      'Write a day as "YYYY-MM-DD", a moment as "2027-03-12T09:30:00.000Z", or {"fact": "…"}.',
    )
    return { path, called }
  }

  #parameter(name: string, path: Path): Input {
    const called = `the parameter "${name}"`
    const parameter = own(this.policy.parameters, name)
    if (!parameter) {
      this.mistake(path, `There is no parameter "${name}".`, suggestion(name, Object.keys(this.policy.parameters)))
      return { path, called }
    }
    switch (parameter.kind) {
      case 'count':
      case 'duration': {
        const { unit, value } = parameter
        return { path, called, kind: { kind: 'count', unit, minimum: value, maximum: value } }
      }
      case 'rate':
        return { path, called, kind: { kind: 'rate', of: parameter.of ?? parameter.title } }
      case 'money':
      case 'date':
        return { path, called, kind: { kind: parameter.kind } }
      default:
        return { path, called, kind: { kind: 'other', is: parameter.kind } }
    }
  }

  #fact(name: string, path: Path): Input {
    const called = `"${name}"`
    const derived = derivedNameOf(name)
    if (derived === undefined) {
      const fact = own(this.point.facts, name)
      if (fact) return { path, called, kind: kindOfFact(fact) }
    } else if (own(this.policy.derived, derived)) {
      const kind = this.#earlier.get(derived)
      return kind ? { path, called, kind } : { path, called }
    }
    const names = [...Object.keys(this.point.facts), ...Object.keys(this.policy.derived).map(factNameOf)]
    this.mistake(path, `There is no fact "${name}".`, suggestion(name, names))
    return { path, called }
  }
}

/** "counts business days", "is money": how a kind is told in a message. */
export function toldKind(kind: InputKind): string {
  switch (kind.kind) {
    case 'count':
      return `counts ${kind.unit}`
    case 'money':
      return 'is money'
    case 'rate':
      return 'is a rate'
    case 'date':
      return 'is a day'
    case 'instant':
      return 'is a moment'
    case 'number':
      return 'is a number'
    case 'other':
      return `is of kind "${kind.is}"`
  }
}

export function isTimeUnit(unit: Unit): unit is TimeUnit {
  return (timeUnits as readonly Unit[]).includes(unit)
}

function kindOfFact(fact: FactDefinition): InputKind {
  switch (fact.kind) {
    case 'count':
      return { kind: 'count', unit: fact.unit, minimum: fact.minimum, maximum: fact.maximum }
    case 'rate':
      return { kind: 'rate', of: fact.of }
    case 'money':
    case 'date':
    case 'instant':
      return { kind: fact.kind }
    default:
      return { kind: 'other', is: fact.kind }
  }
}
