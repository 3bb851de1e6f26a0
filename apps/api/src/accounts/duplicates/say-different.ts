import type { AccountPair, SayDifferent } from '@parley/contract/accounts'
import type { z } from 'zod'
import { assertRole } from '../../abilities.ts'
import { AppError, notFound } from '../../app-error.ts'
import { recordEvent } from '../../audit/record-event.ts'
import type { Ctx } from '../../context.ts'
import { accountEditors } from '../account-abilities.ts'
import { readAccounts } from '../account-view.ts'
import { comparePair } from './compare-pair.ts'
import { inOrder, keepDifferences } from './differences.ts'
import { suspectDuplicates } from './suspect-duplicates.ts'

export async function sayDifferent(
  ctx: Ctx,
  { one, other, reason }: z.infer<typeof SayDifferent>,
): Promise<AccountPair> {
  assertRole(ctx.actor, accountEditors, 'say that accounts are different')
  if (one === other) {
    const detail = 'Choose two records; this is one and the same.'
    throw new AppError('refused', detail, [{ pointer: '/other', detail }])
  }
  const rows = await readAccounts(ctx, [one, other])
  if (rows.size < 2) throw notFound('account')
  const merged = [...rows.values()].find((row) => row.mergedInto !== null)
  if (merged) throw new AppError('conflict', `${merged.name} was merged into another record. Undo that merge first.`)
  await keepDifferences(ctx, one, [other], reason)
  const details = { other: rows.get(other)!.name, reason }
  const subject = { kind: 'account', id: one, name: rows.get(one)!.name }
  await recordEvent(ctx, { action: 'account.saidDifferent', subject, details })
  return comparePair(ctx, { one, other })
}

/** Takes it back; if they look alike, they are proposed again. */
export async function forgetDifference(ctx: Ctx, { one, other }: { one: string; other: string }): Promise<null> {
  assertRole(ctx.actor, accountEditors, 'say that accounts are different')
  const gone = await ctx.tx.query(
    'DELETE FROM account_difference WHERE one = $1 AND other = $2 RETURNING one',
    inOrder(one, other),
  )
  if (gone.length === 0) throw notFound('difference')
  const rows = await readAccounts(ctx, [one, other])
  const subject = { kind: 'account', id: one, name: rows.get(one)!.name }
  const details = { other: rows.get(other)!.name }
  await recordEvent(ctx, { action: 'account.differenceForgotten', subject, details })
  await suspectDuplicates(ctx, one)
  return null
}
