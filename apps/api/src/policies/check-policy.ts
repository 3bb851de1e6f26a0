import type { PolicyCheck } from '@parley/contract/policies'
import type { Ctx } from '../context.ts'
import { aside } from './aside.ts'
import { type CheckedTexts, type Texts, whyNotSubmittable } from './check-texts.ts'
import { sameContent } from './content-hash.ts'
import { pointOf } from './decision-point.ts'
import { mayDraft } from './policy-abilities.ts'
import { readVersionInForce } from './policy-facts.ts'
import { readPolicy } from './policy-in-force.ts'

/** Validates a policy's two texts, runs its cases, analyses it and says what differs from the version in force. Writes nothing. */
export async function checkPolicy(ctx: Ctx, input: { point: string } & Texts): Promise<PolicyCheck> {
  const point = pointOf(input.point)
  const inForce = await readVersionInForce(ctx.tx, point.id, ctx.now)
  const checked = await checkAside(ctx, point.id, input, inForce.version)
  const current = { document: JSON.parse(inForce.document_text), cases: JSON.parse(inForce.cases_text) }
  const same = checked.readable && sameContent({ document: checked.document, cases: checked.caseFile }, current)
  const reason =
    whyNotSubmittable(checked) ?? (same ? `Nothing differs from version ${inForce.version}, which is in force.` : null)
  const ability = mayDraft(ctx.actor)
  return { ...checked, submittable: !ability.ok ? ability : reason === null ? { ok: true } : { ok: false, reason } }
}

/** The check of two texts against a version, away from the thread that answers requests. */
export async function checkAside(
  ctx: Ctx,
  point: string,
  { document, cases }: Texts,
  before: number,
): Promise<CheckedTexts> {
  const { policy = null } = await readPolicy(ctx.tx, point, before)
  return aside.ask('check', { point, texts: { document, cases }, before: policy })
}
