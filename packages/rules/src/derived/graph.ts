import type { CalendarChoice, Derived, Quantity } from '../policy.ts'

type DerivedFacts = Readonly<Record<string, Derived>>

const prefix = 'derived.'

/** The name under which conditions read a derived fact. */
export function factNameOf(name: string): string {
  return prefix + name
}

/** `answerDueOn` of `derived.answerDueOn`, or undefined for a fact of the point's own. */
export function derivedNameOf(fact: string): string | undefined {
  return fact.startsWith(prefix) ? fact.slice(prefix.length) : undefined
}

/** What a derived fact is worked out from. A duration is none of these. */
function quantitiesOf(derived: Derived): readonly Quantity[] {
  if ('deadline' in derived) {
    const { from, pausedDays } = derived.deadline
    return pausedDays === undefined ? [from] : [from, pausedDays]
  }
  if ('elapsed' in derived) return [derived.elapsed.from, derived.elapsed.to]
  if ('dayOf' in derived) return [derived.dayOf]
  if ('sum' in derived) return [...derived.sum, ...(derived.minus ?? [])]
  if ('ratio' in derived) return [derived.ratio.of, derived.ratio.to]
  if ('share' in derived) return [derived.share.rate, derived.share.of]
  if ('product' in derived) return derived.product
  return 'least' in derived ? derived.least : derived.greatest
}

/** How it picks its calendar; undefined where it counts by the policy's own. */
export function calendarChoiceOf(derived: Derived): CalendarChoice | undefined {
  if ('deadline' in derived) return derived.deadline.calendar
  if ('elapsed' in derived) return derived.elapsed.calendar
  return 'dayOf' in derived ? derived.calendar : undefined
}

/** The names of the facts, derived ones too, that stand in it: what it is worked out from, and what says by which calendar. */
export function factsIn(derived: Derived): string[] {
  return [...quantitiesOf(derived), calendarChoiceOf(derived)].flatMap((part) =>
    typeof part === 'object' && 'fact' in part ? [part.fact] : [],
  )
}

/**
 * The derived facts in an order in which each comes after those it needs. What stands in a circle, or needs what does, is left
 * over in `stuck`. Without recursion, so that a long chain can't exhaust the stack.
 */
export function inOrder(derived: DerivedFacts): { order: string[]; stuck: Set<string> } {
  const waitsFor = new Map<string, number>()
  const usedBy = new Map<string, string[]>()
  for (const name of Object.keys(derived)) {
    const needed = new Set(factsIn(derived[name]!).flatMap((fact) => derivedNameOf(fact) ?? []))
    const existing = [...needed].filter((other) => Object.hasOwn(derived, other))
    waitsFor.set(name, existing.length)
    for (const other of existing) {
      const users = usedBy.get(other)
      if (users) users.push(name)
      else usedBy.set(other, [name])
    }
  }
  const order = Object.keys(derived).filter((name) => waitsFor.get(name) === 0)
  for (const name of order)
    for (const user of usedBy.get(name) ?? []) {
      const left = waitsFor.get(user)! - 1
      waitsFor.set(user, left)
      if (left === 0) order.push(user)
    }
  const ordered = new Set(order)
  return { order, stuck: new Set(Object.keys(derived).filter((name) => !ordered.has(name))) }
}
