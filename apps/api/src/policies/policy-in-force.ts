import { type ParsedPolicy, type Policy, parsePolicy } from '@parley/rules/policy'
import type { Tx } from '../transaction.ts'
import { pointOf } from './decision-point.ts'

/** What is needed to read a version: a transaction, or a command's own connection. */
export type PolicyReader = Pick<Tx, 'query' | 'memory'>

/** One version's policy, parsed and frozen. Throws when it can't be read: nothing is decided by it then. */
export async function loadPolicy(tx: PolicyReader, point: string, version: number): Promise<Policy> {
  const { policy, findings } = await readPolicy(tx, point, version)
  if (policy) return policy
  throw new Error(`Version ${version} of the policy for ${point} can't be read: ${JSON.stringify(findings[0])}`)
}

/** The same, and the findings where the rules of today can't read it. Versions never change, so each is read once for a process and database. */
export async function readPolicy(tx: PolicyReader, point: string, version: number): Promise<ParsedPolicy> {
  const key = `policy/${point}/${version}`
  const known = tx.memory.get(key) as ParsedPolicy | undefined
  if (known) return known
  const [row] = await tx.query<{ document: unknown }>(
    'SELECT document FROM parley.policy_version WHERE point = $1 AND version = $2',
    [point, version],
  )
  if (!row) throw new Error(`There is no version ${version} of the policy for ${point}.`)
  const parsed = parsePolicy(pointOf(point), row.document)
  tx.memory.set(key, deepFreeze(parsed))
  return parsed
}

/** The policy in force at an instant, and since when. Throws when the point has none, which only a broken start leaves. */
export async function policyInForce(
  tx: Tx,
  point: string,
  at: Date,
): Promise<{ version: number; policy: Policy; activeFrom: Date }> {
  const [row] = await tx.query<{ version: number; active_from: Date }>(
    `SELECT version, active_from FROM parley.policy_start WHERE point = $1 AND active_from <= $2
     ORDER BY active_from DESC, seq DESC LIMIT 1`,
    [point, at],
    'policy_in_force',
  )
  if (!row) throw new Error(`No policy is in force for the decision point ${point}.`)
  return { version: row.version, policy: await loadPolicy(tx, point, row.version), activeFrom: row.active_from }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(deepFreeze)
  }
  return value
}
