import { readConflicts } from '../conflicts/read-conflicts.ts'
import { type Entry, most, type Source } from './entry.ts'

/** Why a case was opened or closed; one that isn't listed is told without. */
const opens: Record<string, string> = {
  overlap: ': a second partner registered the same',
  family: ': partners registered at different accounts of one family',
  merge: ': two records became one, and each had a partner',
  pipeline: ': our own sales team works on it, too',
  engagement: ': somebody acts there without a registration',
}
const closes: Record<string, string> = {
  settledByPolicy: ': the policy settled it',
  oneInterestLeft: ': one interest was left',
  joined: ': a merge made it one with another case',
  unmerged: ': the merge was undone',
  awarded: ': it was decided who leads',
  teamed: ': the partners team',
}

/** Cases of several who want the account: the vendor's view of them. */
export const conflictEntries: Source = async (ctx, { accountIds, registrationIds }) => {
  if (accountIds.length === 0) return []
  const rows = await readConflicts(
    ctx,
    `WHERE c.account_id = ANY($1) OR EXISTS (SELECT FROM conflict_interest i WHERE i.conflict_id = c.id AND i.registration_id = ANY($2))
     ORDER BY c.opened_at DESC LIMIT ${most}`,
    [accountIds, registrationIds],
  )
  return rows.flatMap(({ id, productFamily, openedAt, openedBecause, closedAt, closedBecause }) => {
    const shared = {
      ...{ id, kind: 'conflict' as const, by: '', partnerName: null, productFamily },
      about: { kind: 'conflict' as const, id },
    }
    const opened: Entry = {
      ...shared,
      ...{ at: openedAt, order: 1, step: 'opened', text: `A case was opened${opens[openedBecause] ?? ''}` },
    }
    if (!closedAt || !closedBecause) return [opened]
    if (closedAt.getTime() === openedAt.getTime()) {
      const text = `A case was opened and closed at once${opens[openedBecause] ?? ''}${closes[closedBecause]?.replace(':', ', and') ?? ''}`
      return [{ ...opened, text }]
    }
    const text = `The case was closed${closes[closedBecause] ?? ''}`
    return [opened, { ...shared, at: closedAt, order: 2, step: 'closed', text }]
  })
}
