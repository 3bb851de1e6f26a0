import type { Path } from '../finding.ts'
import { own, suggestion } from '../names.ts'
import type { Point, TimeUnit, Unit } from '../point.ts'
import type { Derived, Quantity } from '../policy.ts'
import { unitsOfMoments } from '../time/elapsed.ts'
import { maximumMoneyMinor, maximumRateBps } from '../value-schema.ts'
import { shareOf } from './arithmetic.ts'
import { type CalendarNeed, checkCalendarChoice } from './calendars.ts'
import { derivedNameOf } from './graph.ts'
import {
  type DerivedKind,
  type EarlierKinds,
  Inference,
  type Input,
  isTimeUnit,
  type Mistake,
  toldKind,
} from './kinds.ts'
import type { DerivingPolicy } from './vocabulary.ts'

type Deadline = Extract<Derived, { deadline: unknown }>['deadline']
type Elapsed = Extract<Derived, { elapsed: unknown }>['elapsed']
type Count = Extract<DerivedKind, { kind: 'count' }>

const standsInCalendar = 'Which days and hours are business ones stands in the calendar'
const dependsOnZone = 'Which day a moment falls on depends on the time zone'

/** Counts that are worked out stay within what a number can hold; beyond it they are unknown. */
const mostCounted = maximumMoneyMinor

/** The most whole units between 1970 and 9999. */
const mostElapsed: Readonly<Record<TimeUnit, number>> = {
  hours: 70_389_528,
  businessHours: 70_389_528,
  days: 2_932_896,
  businessDays: 2_932_896,
  weeks: 418_985,
  months: 96_360,
  years: 8_030,
}

/** The kind of one derived fact, if it has one, and everything that keeps it from being worked out. */
export function inferKind(
  point: Point,
  policy: DerivingPolicy,
  derived: Derived,
  earlier: EarlierKinds,
): { kind: DerivedKind | undefined; mistakes: readonly Mistake[] } {
  const inference = new Inference(point, policy, earlier)
  return { kind: kindOf(inference, derived), mistakes: inference.mistakes }
}

function kindOf(inference: Inference, derived: Derived): DerivedKind | undefined {
  if ('deadline' in derived) return kindOfDeadline(inference, derived.deadline)
  if ('elapsed' in derived) {
    return kindOfElapsed(inference, derived.elapsed)
  }
  if ('dayOf' in derived) {
    dayOrMoment(inference, inference.input(derived.dayOf, ['dayOf']), ['instant'], 'The day of it')
    checkCalendarChoice(inference, derived.calendar, ['calendar'], { path: ['dayOf'], what: dependsOnZone })
    return { kind: 'date' }
  }
  if ('sum' in derived) {
    const plus = derived.sum.map((quantity, index) => inference.input(quantity, ['sum', index]))
    const minus = (derived.minus ?? []).map((quantity, index) => inference.input(quantity, ['minus', index]))
    return kindOfSum(inference, plus, minus)
  }
  if ('ratio' in derived) return kindOfRatio(inference, derived.ratio.of, derived.ratio.to, derived.title)
  if ('share' in derived) return kindOfShare(inference, derived.share.rate, derived.share.of)
  if ('product' in derived) return kindOfProduct(inference, derived.product)
  const key = 'least' in derived ? 'least' : 'greatest'
  const quantities = 'least' in derived ? derived.least : derived.greatest
  return kindOfExtreme(
    inference,
    key,
    quantities.map((quantity, index) => inference.input(quantity, [key, index])),
  )
}

/** The unit of what a deadline adds; undefined when it names no duration. */
export function durationOf(
  policy: Pick<DerivingPolicy, 'parameters'>,
  add: Deadline['add'],
): { value: number; unit: TimeUnit } | undefined {
  if ('unit' in add) return add
  const parameter = own(policy.parameters, add.parameter)
  if (parameter?.kind === 'duration') return parameter
  const isDuration = parameter?.kind === 'count' && isTimeUnit(parameter.unit) && parameter.value >= 0
  return isDuration ? { value: parameter.value, unit: parameter.unit as TimeUnit } : undefined
}

function kindOfDeadline(
  inference: Inference,
  { from, add, counting, pausedDays, calendar }: Deadline,
): DerivedKind | undefined {
  const at: Path = ['deadline']
  const start = dayOrMoment(
    inference,
    inference.input(from, [...at, 'from']),
    ['date', 'instant'],
    'The start of a deadline',
  )
  const duration = durationOf(inference.policy, add)
  if (!duration)
    return mistakeOfDuration(inference, (add as { parameter: string }).parameter, [...at, 'add', 'parameter'])
  const { unit } = duration
  const inHours = unitsOfMoments.has(unit)
  const isBusiness = unit === 'businessDays' || unit === 'businessHours'
  if (inHours && start === 'date')
    inference.mistake(
      [...at, 'add'],
      'Hours are added to a moment, and this starts at a day.',
      'Start at a fact of kind "instant", or add days.',
    )
  const isOfDay = start === 'instant' && !inHours
  let need: CalendarNeed | undefined
  if (isBusiness) need = { path: [...at, 'add'], what: standsInCalendar }
  else if (isOfDay) need = { path: [...at, 'from'], what: dependsOnZone }
  // Where the start is a mistake, nobody knows what counts.
  if (need || start || inHours) checkCalendarChoice(inference, calendar, [...at, 'calendar'], need)
  if (inHours && counting)
    inference.mistake([...at, 'counting'], 'Only days are counted from this day or the next.', 'Remove "counting".')
  if (pausedDays !== undefined) {
    const pause = inference.input(pausedDays, [...at, 'pausedDays'])
    const fitting: readonly Unit[] = isBusiness ? ['days', 'businessDays'] : ['days']
    const isCount = pause.kind?.kind === 'number' || (pause.kind?.kind === 'count' && fitting.includes(pause.kind.unit))
    if (pause.kind && !isCount)
      inference.mistake(
        pause.path,
        `Paused days have to be a count of ${fitting.join(' or ')}, and ${pause.called} ${toldKind(pause.kind)}.`,
        `Use a fact of kind "count" with the unit "${fitting[0]}".`,
      )
  }
  return { kind: inHours ? 'instant' : 'date' }
}

function mistakeOfDuration(inference: Inference, name: string, path: Path): undefined {
  const { parameters } = inference.policy
  if (!own(parameters, name))
    return inference.mistake(path, `There is no parameter "${name}".`, suggestion(name, Object.keys(parameters)))
  return inference.mistake(
    path,
    `The parameter "${name}" is no span of time.`,
    'Use a parameter of kind "duration", with "unit" and "value".',
  )
}

function kindOfElapsed(inference: Inference, { from, to, in: unit, calendar }: Elapsed): DerivedKind {
  const inHours = unitsOfMoments.has(unit)
  const ends = [from, to].map((quantity, index) => {
    const input = inference.input(quantity, ['elapsed', index === 0 ? 'from' : 'to'])
    const kind = dayOrMoment(inference, input, ['date', 'instant'], 'An end of the time elapsed')
    if (inHours && kind === 'date')
      inference.mistake(
        input.path,
        `Hours pass between moments, and ${input.called} is a day.`,
        'Use facts of kind "instant", or count days.',
      )
    return kind
  })
  let need: CalendarNeed | undefined
  if (unit === 'businessDays' || unit === 'businessHours') need = { path: ['elapsed', 'in'], what: standsInCalendar }
  else if (!inHours && ends.includes('instant')) need = { path: ['elapsed'], what: dependsOnZone }
  // Where an end is a mistake, nobody knows what counts.
  if (need || inHours || !ends.includes(undefined))
    checkCalendarChoice(inference, calendar, ['elapsed', 'calendar'], need)
  return { kind: 'count', unit, minimum: -mostElapsed[unit], maximum: mostElapsed[unit] }
}

function dayOrMoment(
  inference: Inference,
  { path, called, kind }: Input,
  allowed: readonly ('date' | 'instant')[],
  what: string,
): 'date' | 'instant' | undefined {
  if (kind?.kind === 'date' || kind?.kind === 'instant') if (allowed.includes(kind.kind)) return kind.kind
  if (!kind) return undefined
  const words = allowed.map((each) => (each === 'date' ? 'a day' : 'a moment')).join(' or ')
  const kinds = allowed.map((each) => `"${each}"`).join(' or ')
  return inference.mistake(
    path,
    `${what} has to be ${words}, and ${called} ${toldKind(kind)}.`,
    `Use a fact of kind ${kinds}.`,
  )
}

/** The first kind among the inputs that the others have to have too; each that differs is a mistake. */
function commonKind(
  inference: Inference,
  inputs: readonly Input[],
  allowed: readonly DerivedKind['kind'][],
  mend: string,
): DerivedKind | undefined {
  let common: { called: string; kind: DerivedKind } | undefined
  for (const { path, called, kind } of inputs) {
    if (!kind || kind.kind === 'number') continue
    if (kind.kind === 'other' || !allowed.includes(kind.kind)) {
      inference.mistake(path, `${capital(called)} ${toldKind(kind)}, which can't be used here.`, mend)
      continue
    }
    common ??= { called, kind }
    const sameUnit = kind.kind !== 'count' || common.kind.kind !== 'count' || kind.unit === common.kind.unit
    if (kind.kind !== common.kind.kind || !sameUnit)
      inference.mistake(
        path,
        `${capital(called)} ${toldKind(kind)}, but ${common.called} ${toldKind(common.kind)}.`,
        'Use quantities of one kind, and counts of one unit.',
      )
  }
  for (const { path, called, kind } of inputs) {
    if (kind?.kind !== 'number' || !common || !['date', 'instant'].includes(common.kind.kind)) continue
    inference.mistake(
      path,
      `${called} is a number, but ${common.called} ${toldKind(common.kind)}.`,
      'Write a day or a moment.',
    )
  }
  if (!common && inputs.every(({ kind }) => kind?.kind === 'number'))
    inference.mistake(inputs[0]!.path.slice(0, 1), 'There are only numbers here.', 'Use a fact or a parameter.')
  return common?.kind
}

function kindOfSum(inference: Inference, plus: readonly Input[], minus: readonly Input[]): DerivedKind | undefined {
  const kind = commonKind(
    inference,
    [...plus, ...minus],
    ['count', 'money', 'rate'],
    'Add counts of one unit, money, or rates. Days are added with "deadline" and counted with "elapsed".',
  )
  if (kind?.kind !== 'count') return kind
  const total = (inputs: readonly Input[], end: 0 | 1) => inputs.reduce((sum, input) => sum + boundsOf(input)[end], 0)
  return counted(kind.unit, total(plus, 0) - total(minus, 1), total(plus, 1) - total(minus, 0))
}

function kindOfRatio(inference: Inference, of: Quantity, to: Quantity, title: string): DerivedKind {
  const part = inference.input(of, ['ratio', 'of'])
  const whole = inference.input(to, ['ratio', 'to'])
  const kinds = [part.kind, whole.kind]
  const counts = kinds.filter((kind): kind is Count => kind?.kind === 'count')
  // A rate of deals to registrations makes sense; one of hours to days is a slip.
  const [first, second] = counts
  const areComparable = first && second && !isTimeUnit(first.unit) && !isTimeUnit(second.unit)
  if (!areComparable)
    commonKind(inference, [part, whole], ['count', 'money', 'rate'], 'Use two counts, two amounts or two rates.')
  const base = typeof to === 'object' ? titleOf(inference, to) : undefined
  return { kind: 'rate', of: base ?? title }
}

function kindOfShare(inference: Inference, rate: Quantity, of: Quantity): DerivedKind | undefined {
  const rateInput = inference.input(rate, ['share', 'rate'])
  const ofInput = inference.input(of, ['share', 'of'])
  if (rateInput.kind && rateInput.kind.kind !== 'rate' && rateInput.kind.kind !== 'number')
    inference.mistake(
      rateInput.path,
      `A share is taken by a rate, and ${rateInput.called} ${toldKind(rateInput.kind)}.`,
      'Use a fact or parameter of kind "rate".',
    )
  const given = rateInput.kind?.kind === 'number' ? rateInput.kind.value : 0
  if (given < 0 || given > maximumRateBps)
    inference.mistake(
      rateInput.path,
      `${rateInput.called} can't be a rate.`,
      `Write basis points, from 0 to ${maximumRateBps}.`,
    )
  const { kind } = ofInput
  // A share of a rate is a rate of the same: half of 12 points is 6 points.
  if (!kind || kind.kind === 'money' || kind.kind === 'rate') return kind
  if (kind.kind !== 'count')
    return inference.mistake(
      ofInput.path,
      `A share is taken of money, of a count or of a rate, and ${ofInput.called} ${toldKind(kind)}.`,
      'Use a fact or parameter of kind "money", "count" or "rate".',
    )
  return counted(kind.unit, ...extremes(boundsOf(rateInput), boundsOf(ofInput), shareOf))
}

function kindOfProduct(inference: Inference, [one, other]: readonly [Quantity, Quantity]): DerivedKind | undefined {
  const inputs = [inference.input(one, ['product', 0]), inference.input(other, ['product', 1])] as const
  for (const { path, called, kind } of inputs)
    if (kind && kind.kind !== 'count' && kind.kind !== 'money' && kind.kind !== 'number')
      return inference.mistake(
        path,
        `A product is of counts and money, and ${called} ${toldKind(kind)}.`,
        kind.kind === 'rate' ? 'Use "share" to take a rate of an amount.' : 'Use a count or an amount.',
      )
  const [first, second] = [inputs[0].kind, inputs[1].kind]
  if (!first || !second) return undefined
  if (first.kind === 'money' && second.kind === 'money')
    return inference.mistake(inputs[1].path, "Two amounts can't be multiplied.", 'Multiply an amount by a count.')
  if (first.kind === 'money' || second.kind === 'money') return { kind: 'money' }
  const unit = second.kind === 'count' ? second.unit : first.kind === 'count' ? first.unit : undefined
  if (unit === undefined)
    return inference.mistake(['product'], 'There are only numbers here.', 'Use a fact or a parameter.')
  return counted(unit, ...extremes(boundsOf(inputs[0]), boundsOf(inputs[1]), (a, b) => a * b))
}

function kindOfExtreme(
  inference: Inference,
  key: 'least' | 'greatest',
  inputs: readonly Input[],
): DerivedKind | undefined {
  const kind = commonKind(
    inference,
    inputs,
    ['count', 'money', 'rate', 'date', 'instant'],
    'Compare counts of one unit, money, rates, days or moments.',
  )
  if (kind?.kind !== 'count') return kind
  const best = key === 'least' ? Math.min : Math.max
  const ends = inputs.map(boundsOf)
  return counted(kind.unit, best(...ends.map(([least]) => least)), best(...ends.map(([, most]) => most)))
}

function boundsOf({ kind }: Input): readonly [least: number, most: number] {
  if (kind?.kind === 'count') return [kind.minimum, kind.maximum]
  if (kind?.kind === 'number') return [kind.value, kind.value]
  if (kind?.kind === 'rate') return [0, maximumRateBps]
  return [0, 0]
}

function extremes(
  [a, b]: readonly [number, number],
  [c, d]: readonly [number, number],
  combine: (one: number, other: number) => number,
): readonly [number, number] {
  const corners = [combine(a, c), combine(a, d), combine(b, c), combine(b, d)]
  return [Math.min(...corners), Math.max(...corners)]
}

function counted(unit: Unit, least: number, most: number): DerivedKind {
  const within = (value: number) => Math.max(-mostCounted, Math.min(mostCounted, value))
  return { kind: 'count', unit, minimum: within(least), maximum: within(most) }
}

function titleOf({ policy, point }: Inference, quantity: { parameter: string } | { fact: string }): string | undefined {
  if ('parameter' in quantity) return own(policy.parameters, quantity.parameter)?.title
  return own(point.facts, quantity.fact)?.title ?? own(policy.derived, derivedNameOf(quantity.fact) ?? '')?.title
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
