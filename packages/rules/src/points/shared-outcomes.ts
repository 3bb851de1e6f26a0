import type { OutcomeDefinition, OutcomeParameter } from '../point.ts'

/** A person makes the answer; the parameters say who, or until when. */
export function personDecides<const Parameters extends OutcomeDefinition['parameters']>(parameters: Parameters) {
  return { title: 'A person decides', favour: 0, careful: true, personDecides: true, parameters } as const
}

/** The days in which a person answers; `startsAt` where the point fixes what they count from. */
export function daysToAnswer(startsAt?: string, unit: 'days' | 'businessDays' = 'days') {
  return {
    kind: 'count',
    unit,
    title: 'days for the vendor to answer',
    minimum: 1,
    maximum: 90,
    ...(startsAt !== undefined && { startsAt }),
  } as const satisfies OutcomeParameter
}
