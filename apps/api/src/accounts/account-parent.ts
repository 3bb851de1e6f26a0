import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { readAccounts } from './account-view.ts'
import { holdFamilies } from './merges/lock-pair.ts'

/** Whether one account is above another in a family. */
export async function isAbove({ tx }: Ctx, above: string, below: string): Promise<boolean> {
  const [row] = await tx.query<{ is: boolean }>(
    `WITH RECURSIVE up(id, step) AS (SELECT $2::uuid, 0
       UNION ALL SELECT a.parent_id, u.step + 1 FROM up u JOIN account a ON a.id = u.id WHERE a.parent_id IS NOT NULL AND u.step < 20)
     SELECT EXISTS (SELECT FROM up WHERE id = $1 AND step > 0) AS is`,
    [above, below],
  )
  return row!.is
}

/** Refuses a parent that isn't there, or is below the account itself. `id` is null for an account that is being made. */
export async function assertParent(
  ctx: Ctx,
  id: string | null,
  { parentId, relation }: { parentId: string | null; relation: string | null },
): Promise<void> {
  const refused = (pointer: string, detail: string, mend?: string) =>
    new AppError('refused', detail, [{ pointer, detail, ...(mend ? { mend } : {}) }])
  if (parentId === null) {
    if (relation === null) return
    throw refused('/relation', 'Choose the parent, or leave out what this account is to it.')
  }
  if (relation === null)
    throw refused('/relation', 'Say what it is to its parent.', 'Choose subsidiary, branch, division or successor.')
  await holdFamilies(ctx)
  const parent = (await readAccounts(ctx, [parentId])).get(parentId)
  if (!parent) throw refused('/parentId', 'There is no such account.', 'Choose the parent from the list.')
  if (parent.mergedInto !== null)
    throw refused('/parentId', `${parent.name} was merged into another record.`, 'Choose that one.')
  if (id === null) return
  if (parentId === id) throw refused('/parentId', 'An account isn’t its own parent.', 'Choose another, or none.')
  if (await isAbove(ctx, id, parentId))
    throw refused(
      '/parentId',
      `${parent.name} is below this account already.`,
      'Choose one that isn’t, or move that one first.',
    )
}
