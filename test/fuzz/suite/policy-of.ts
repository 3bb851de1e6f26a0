import type { Condition } from '@parley/rules/policy'

export type SuiteRule = { conditions: unknown; priority?: number; event?: unknown }

const wording = { partner: 'So it is.', possible: 'Try again.', staff: 'So it is.' }

/** A document of the small world with these rules, called `rule-0`, `rule-1` and so on. */
export function documentOf(rules: readonly SuiteRule[], named: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    point: 'smallWorld',
    version: 1,
    title: 'Suite',
    currency: 'USD',
    conditions: Object.fromEntries(
      Object.entries(named).map(([name, condition]) => [name, { title: name, ...(condition as object) }]),
    ),
    rules: rules.map(({ conditions, priority = 1, event = { type: 'refuse', params: {} } }, index) => ({
      id: `rule-${index}`,
      title: `Rule ${index}`,
      why: 'As json-rules-engine does.',
      source: 'json-rules-engine',
      audience: 'published',
      wording,
      priority,
      conditions,
      event,
    })),
    otherwise: { event: { type: 'wait', params: {} }, wording },
  }
}

export const leaf = (fact: string, operator: string, value: unknown): Condition =>
  ({ fact, operator, value }) as Condition
