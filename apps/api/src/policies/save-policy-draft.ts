import type { PolicyDraft } from '@parley/contract/policies'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { assertAble, mayEdit } from './policy-abilities.ts'
import { toDraft } from './policy-view.ts'
import { assertSeen, requireDraft } from './read-policy-draft.ts'

/** Keeps both texts as typed, JSON or not. Throws stale when the draft was saved elsewhere since. */
export async function savePolicyDraft(
  ctx: Ctx,
  input: { id: string; document: string; cases: string; ifMatch: number },
): Promise<PolicyDraft> {
  const draft = await requireDraft(ctx, input.id, true)
  assertAble(mayEdit(ctx.actor, draft))
  assertSeen(input.ifMatch, draft.version)
  assertStorable({ document: input.document, cases: input.cases })
  await ctx.tx.query(
    'UPDATE parley.policy_draft SET document = $2, cases = $3, updated_at = $4, version = version + 1 WHERE id = $1',
    [draft.id, input.document, input.cases, ctx.now],
  )
  const saved = {
    ...draft,
    document: input.document,
    cases: input.cases,
    updated_at: ctx.now,
    version: draft.version + 1,
  }
  return toDraft(saved, ctx.actor)
}

/** PostgreSQL keeps neither NUL nor half a surrogate pair; anything else is kept as typed. */
function assertStorable(texts: Record<string, string>): void {
  for (const [name, text] of Object.entries(texts))
    if (text.includes('\u0000') || !text.isWellFormed())
      throw new AppError('refused', 'The text holds a character that can’t be stored.', [
        {
          pointer: `/${name}`,
          detail: 'It holds NUL or half a character.',
          mend: 'Remove it, or write it as \\u and four digits.',
        },
      ])
}
