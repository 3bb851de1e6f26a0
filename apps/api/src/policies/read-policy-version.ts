import type { PolicyVersion } from '@parley/contract/policies'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { checkTexts } from './check-policy.ts'
import { pointOf } from './decision-point.ts'
import { mayActivate, mayApprove, mayCancel, mayDecline, mayRollBack } from './policy-abilities.ts'
import { readVersion, readVersionInForce, type VersionRow, type VersionTexts } from './policy-facts.ts'
import { loadPolicy } from './policy-in-force.ts'
import { statusOf } from './policy-status.ts'
import { toVersionSummary } from './policy-view.ts'

type Which = { point: string; version: number }

/** One version with its document, its cases and what they come out as, and what the reader may do with it. */
export async function readPolicyVersion(ctx: Ctx, input: Which): Promise<PolicyVersion> {
  const version = await requireVersion(ctx, input)
  const point = pointOf(input.point)
  const before = await loadPolicy(ctx.tx, point.id, await comparedWith(ctx, version))
  const check = await checkTexts(point, { document: version.document_text, cases: version.cases_text }, before)
  return {
    summary: toVersionSummary(version),
    document: check.document,
    cases: check.caseFile,
    check: { ...check, submittable: { ok: false, reason: 'It has been submitted. A new draft can be based on it.' } },
    can: {
      approve: mayApprove(ctx.actor, version),
      decline: mayDecline(ctx.actor, version),
      activate: mayActivate(ctx.actor, version),
      cancel: mayCancel(ctx.actor, version),
      rollBack: mayRollBack(ctx.actor, version),
    },
  }
}

/** The version's row with its texts. Throws notFound. */
export async function requireVersion(ctx: Ctx, input: Which): Promise<VersionRow & VersionTexts> {
  const point = pointOf(input.point)
  const version = await readVersion(ctx.tx, point.id, input.version, ctx.now)
  if (!version)
    throw new AppError('notFound', `The policy for ${point.title.toLowerCase()} has no version ${input.version}.`)
  return version
}

/** What is still to come is compared with what it would replace; what has been in force, with what it was made from. */
async function comparedWith(ctx: Ctx, version: VersionRow): Promise<number> {
  const status = statusOf(version)
  if (status === 'active' || status === 'superseded') return version.based_on ?? version.version
  return (await readVersionInForce(ctx.tx, version.point, ctx.now)).version
}
