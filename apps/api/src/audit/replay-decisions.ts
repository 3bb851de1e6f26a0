import { decide } from '@parley/rules/decide'
import { recordedEnd } from '../decisions/decide-by-policy.ts'
import { type Decided, differencesOf } from '../decisions/differences.ts'
import { contentHash } from '../policies/content-hash.ts'
import { pointOf } from '../policies/decision-point.ts'
import { loadPolicy, type PolicyReader } from '../policies/policy-in-force.ts'
import type { Ask } from './ask.ts'

/** A decision as it is replayed: what it was made from, and what came of it. */
export type StoredDecision = Decided & {
  id: string
  facts: Parameters<typeof decide>[2]
  policyVersion: number
  decidedAt: Date
}

export type Differing = { id: string; point: string; policyVersion: number; decidedAt: string; differences: string[] }

export type Replay = {
  /** Decided again by the policy of then. */
  replayed: number
  same: number
  /** Decisions of persons: there is no policy to ask. */
  byPersons: number
  /** Oldest first, so many at most. */
  differing: Differing[]
  /** Policy versions whose text isn't what was approved any more. */
  changedPolicies: string[]
}

const atOnce = 500
const mostNamed = 20

/** Decides every stored decision again, from its facts and its version, by both evaluators. Writes nothing. */
export async function replayDecisions(ask: Ask, since: string | null = null): Promise<Replay> {
  const reader: PolicyReader = { query: ask, memory: new Map() }
  const replay: Replay = {
    replayed: 0,
    same: 0,
    byPersons: 0,
    differing: [],
    changedPolicies: await changedPolicies(ask),
  }
  const [persons] = await ask<{ count: number }>(
    'SELECT count(*)::int AS count FROM parley.decision WHERE policy_version IS NULL AND ($1::timestamptz IS NULL OR decided_at >= $1)',
    [since],
  )
  replay.byPersons = persons!.count
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await ask<StoredDecision>(
      `SELECT d.id, d.point, d.outcome, d.params, d.because, d.fired, d.missing, d.facts, d.policy_version AS "policyVersion", d.decided_at AS "decidedAt"
       FROM parley.decision d WHERE d.id > $1 AND d.policy_version IS NOT NULL AND ($2::timestamptz IS NULL OR d.decided_at >= $2)
       ORDER BY d.id LIMIT ${atOnce}`,
      [after, since],
    )
    for (const row of rows) {
      const differences = await replayOne(reader, row)
      replay.replayed++
      if (differences.length === 0) replay.same++
      else if (replay.differing.length < mostNamed) replay.differing.push(toDiffering(row, differences))
    }
    if (rows.length < atOnce) return replay
    after = rows.at(-1)!.id
  }
}

/** In words how the decision comes out differently now; none when it stands. */
export async function replayOne(reader: PolicyReader, stored: StoredDecision): Promise<string[]> {
  try {
    const policy = await loadPolicy(reader, stored.point, stored.policyVersion)
    const again = await decide(pointOf(stored.point), policy, stored.facts)
    return differencesOf(stored, { point: stored.point, ...recordedEnd(again) })
  } catch (error) {
    return [`It can’t be decided again: ${(error as Error).message}`]
  }
}

const toDiffering = ({ id, point, policyVersion, decidedAt }: StoredDecision, differences: string[]): Differing => ({
  id,
  point,
  policyVersion,
  decidedAt: decidedAt.toISOString(),
  differences,
})

async function changedPolicies(ask: Ask): Promise<string[]> {
  const versions = await ask<{ point: string; version: number; document: unknown; cases: unknown; hash: string }>(
    'SELECT point, version, document, cases, content_hash AS hash FROM parley.policy_version ORDER BY point, version',
  )
  return versions
    .filter(({ document, cases, hash }) => contentHash(document, cases) !== hash)
    .map(({ point, version }) => `Version ${version} of the policy for ${point} was changed after it was submitted.`)
}
