import type { Ctx } from '../context.ts'
import { assertAble, mayEdit } from './policy-abilities.ts'
import { requireDraft } from './read-policy-draft.ts'

export async function deletePolicyDraft(ctx: Ctx, input: { id: string }): Promise<null> {
  const draft = await requireDraft(ctx, input.id, true)
  assertAble(mayEdit(ctx.actor, draft))
  await ctx.tx.query('DELETE FROM parley.policy_draft WHERE id = $1', [draft.id])
  return null
}
