import type { PolicyDraft } from '@parley/contract/policies'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { pointOf } from './decision-point.ts'
import { assertAble, mayDraft } from './policy-abilities.ts'
import { type DraftRow, readVersion, readVersionInForce } from './policy-facts.ts'
import { toDraft } from './policy-view.ts'

/** A draft with the text of the version in force, or of the one that it is based on (a declined one, say). */
export async function startPolicyDraft(
  ctx: Ctx,
  input: { point: string; basedOn?: number | undefined },
): Promise<PolicyDraft> {
  const point = pointOf(input.point)
  assertAble(mayDraft(ctx.actor))
  const base =
    input.basedOn === undefined
      ? await readVersionInForce(ctx.tx, point.id, ctx.now)
      : await readVersion(ctx.tx, point.id, input.basedOn, ctx.now)
  if (!base)
    throw new AppError('refused', `There is no version ${input.basedOn} to start from.`, [
      {
        pointer: '/basedOn',
        detail: 'There is no such version.',
        mend: 'Leave it out to start from the version in force.',
      },
    ])
  const draft: DraftRow = {
    id: ctx.newId(),
    point: point.id,
    document: base.document_text,
    cases: base.cases_text,
    based_on: base.version,
    author_id: ctx.actor.userId,
    author_name: ctx.actor.name,
    updated_at: ctx.now,
    version: 1,
  }
  await ctx.tx.query(
    `INSERT INTO parley.policy_draft (id, point, document, cases, based_on, author_id, author_name, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [draft.id, draft.point, draft.document, draft.cases, draft.based_on, draft.author_id, draft.author_name, ctx.now],
  )
  return toDraft(draft, ctx.actor)
}
