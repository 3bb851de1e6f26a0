import type { PolicyVersion } from '@parley/contract/policies'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { checkAside } from './check-policy.ts'
import type { CheckedTexts } from './check-texts.ts'
import { pointOf } from './decision-point.ts'
import { mayActivate, mayApprove, mayCancel, mayDecline, mayRollBack } from './policy-abilities.ts'
import { readVersion, readVersionInForce, type VersionRow, type VersionTexts } from './policy-facts.ts'
import { statusOf } from './policy-status.ts'
import { toVersionSummary } from './policy-view.ts'

type Which = { point: string; version: number }

/** One version with its document, its cases and what they come out as, and what the reader may do with it. */
export async function readPolicyVersion(ctx: Ctx, input: Which): Promise<PolicyVersion> {
  const version = await requireVersion(ctx, input)
  const check = await checkOf(ctx, version, await comparedWith(ctx, version))
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

/** A version never changes, and so neither does what is found in it: each is checked once for a process and database. */
async function checkOf(ctx: Ctx, version: VersionRow & VersionTexts, before: number): Promise<CheckedTexts> {
  const { point, version: number, document_text: document, cases_text: cases } = version
  const key = `policy-check/${point}/${number}/${before}`
  const known = ctx.tx.memory.get(key) as CheckedTexts | undefined
  if (known) return known
  const check = await checkAside(ctx, point, { document, cases }, before)
  ctx.tx.memory.set(key, check)
  return check
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
