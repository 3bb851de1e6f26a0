/** A JSON object that nobody vouches for. */
export type Json = Record<string, unknown>

/** A document that has to be refused: what is wrong, where that is said, and how. */
export type HostileDocument = readonly [what: string, document: unknown, pointer: string, message: RegExp]

export const leaf = { fact: 'it.people', operator: 'lessThan', value: 3 }

export const indexes = (count: number) => Array.from({ length: count }, (_, index) => index)

/** A condition that wraps another so many times. */
export function nested(depth: number, wrap: (inner: unknown) => unknown, inside: unknown): unknown {
  let result = inside
  for (let level = 0; level < depth; level++) result = wrap(result)
  return result
}

/** A sound policy of the small world with one rule of this condition. */
export function withCondition(conditions: unknown, named: Json = {}): Json {
  const rule = {
    id: 'only',
    title: 'Only rule',
    why: 'To be tried.',
    source: 'Nowhere',
    audience: 'published',
    wording: { partner: 'No.', possible: 'Later.', staff: 'No.' },
    priority: 1,
    conditions,
    event: { type: 'refuse', params: {} },
  }
  return {
    point: 'smallWorld',
    version: 1,
    title: 'Tried',
    currency: 'USD',
    parameters: {},
    conditions: named,
    rules: [rule],
    otherwise: { event: { type: 'wait', params: {} }, wording: { partner: 'Wait.', staff: 'Wait.' } },
  }
}

/** The same policy with something else in one place of its only rule. */
export function withRule(change: Json): Json {
  const policy = withCondition(leaf) as { rules: Json[] }
  return { ...policy, rules: [{ ...policy.rules[0], ...change }] }
}

/** The same policy with something else beside its rules. */
export const withTop = (change: Json): Json => ({ ...withCondition(leaf), ...change })

export const withParameter = (parameter: unknown): Json => withTop({ parameters: { it: parameter } })

export const soundCalendar = {
  zone: 'Europe/Berlin',
  businessDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  businessHours: { from: '09:00', to: '17:00' },
  holidays: [],
}

export const withCalendar = (change: Json): Json => withTop({ calendar: { ...soundCalendar, ...change } })

/** The same policy that derives one fact, or several by name. */
export const withDerived = (derived: Json, more: Json = { calendar: soundCalendar }): Json =>
  withTop({ ...more, derived: 'title' in derived ? { it: derived } : derived })
