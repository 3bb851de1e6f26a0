import type { PolicyEdit } from './policy-work.ts'

/**
 * Moves a parameter that `fact` is compared with, and with it the cases on both sides of the boundary, so that they say the
 * same about the new number.
 */
export const moveBoundary =
  (parameter: string, fact: string, by: number): PolicyEdit =>
  (document, cases) => {
    const known = document.parameters[parameter]
    if (!known) throw new Error(`The policy has no parameter ${parameter}.`)
    const before = known.value as number
    known.value = before + by
    for (const each of cases.cases) {
      const value = each.facts[fact]
      if (typeof value === 'number' && Math.abs(value - before) <= 1) each.facts[fact] = value + by
    }
  }

/** A description may have five words less. */
export const shorterDescriptions = moveBoundary('minimumDescriptionWords', 'deal.descriptionWords', -5)
