import type { Rerun } from '@parley/contract/decisions'
import type { z } from 'zod'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { decideByPolicy } from './decide-by-policy.ts'
import { readCard } from './decision-card.ts'
import { differencesOf } from './differences.ts'
import { readDecisionRow } from './read-decision.ts'

/** Decides again from the stored facts by the stored version, and compares. Writes nothing. */
export async function rerunDecision(ctx: Ctx, { id }: { id: string }): Promise<z.infer<typeof Rerun>> {
  const stored = await readDecisionRow(ctx, id)
  if (stored.policyVersion === null) {
    throw new AppError('conflict', `${stored.actorName} decided this in person, so there is no policy to ask again.`)
  }
  const inForce = { version: stored.policyVersion, activeFrom: stored.policyActiveFrom! }
  const subject = { subjectId: stored.subjectId, partnerId: stored.partnerId!, supersedes: stored.supersedes }
  const { row } = await decideByPolicy(ctx, stored.point, inForce, stored.facts, subject)
  const differences = differencesOf(stored, row)
  const rerun = { ...(await readCard(ctx, row)), decisionId: null }
  return { same: differences.length === 0, stored: await readCard(ctx, stored), rerun, differences }
}
