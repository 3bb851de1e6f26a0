import { decide } from '@parley/rules/decide'
import { whatWouldChange } from '@parley/rules/explain/what-would-change'
import { canonicalJson } from '@parley/rules/hash'
import type { Facts } from '@parley/rules/point'
import { points } from '@parley/rules/points/points'
import { type Policy, parsePolicy } from '@parley/rules/policy'
import { collectingWorld, smallWorld } from '../../fuzz/rules-small-world.ts'

/** One question: a policy document with facts. */
export type Question = { point: string; document: unknown; facts: Facts }

const worlds = { ...points, smallWorld, collectingWorld }

/** Everything that is said of a question, as one text: the same wherever it runs. */
export async function answer({ point, document, facts }: Question): Promise<string> {
  const asked = worlds[point as keyof typeof worlds]
  const { policy, findings } = parsePolicy(asked, document)
  if (!policy) return canonicalJson(findings)
  const decision = await decide(asked, policy as Policy, facts)
  return canonicalJson([decision, whatWouldChange(asked, policy as Policy, facts, 'partner', 'en-US')])
}
