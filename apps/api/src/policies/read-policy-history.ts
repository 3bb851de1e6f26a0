import type { PolicyVersionSummary } from '@parley/contract/policies'
import type { Ctx } from '../context.ts'
import { pointOf } from './decision-point.ts'
import { readVersions } from './policy-facts.ts'
import { toVersionSummary } from './policy-view.ts'

/** Every version that was ever submitted, newest first. */
export async function readPolicyHistory(
  ctx: Ctx,
  input: { point: string },
): Promise<{ items: PolicyVersionSummary[] }> {
  const versions = await readVersions(ctx.tx, pointOf(input.point).id, ctx.now)
  return { items: versions.map(toVersionSummary) }
}
