import type { PolicyDraft } from '@parley/contract/policies'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { type DraftRow, readDraft } from './policy-facts.ts'
import { toDraft } from './policy-view.ts'

export async function readPolicyDraft(ctx: Ctx, input: { id: string }): Promise<PolicyDraft> {
  return toDraft(await requireDraft(ctx, input.id), ctx.actor)
}

/** The draft's row. Throws notFound. */
export async function requireDraft(ctx: Ctx, id: string, lock = false): Promise<DraftRow> {
  const draft = await readDraft(ctx.tx, id, lock)
  if (!draft) throw new AppError('notFound', 'There is no such draft. It may have been submitted or put away.')
  return draft
}

/** Throws stale when the draft was saved since the asker saw it. */
export function assertSeen(ifMatch: number, version: number): void {
  if (ifMatch !== version)
    throw new AppError('stale', 'This draft was saved in another window since. Load it again, then repeat.')
}
