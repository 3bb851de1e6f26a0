import { designations } from '@parley/contract/accounts'
import { readAccounts } from '../account-view.ts'
import { readMerges } from '../merges/merge-view.ts'
import { type Entry, most, type Source } from './entry.ts'

type Shown = Pick<Entry, 'at' | 'order' | 'id' | 'step' | 'text' | 'by'>
const ofRecord = (shown: Shown): Entry => ({
  ...shown,
  ...{ kind: 'account', partnerName: null, productFamily: null, about: null },
})

/** How the records came to be, and which became one. */
export const mergeEntries: Source = async (ctx, { accountIds }) => {
  if (accountIds.length === 0) return []
  const records = await readAccounts(ctx, accountIds)
  const came = [...records.values()].map(({ id, name, createdAt, source }) => {
    const text = source === 'registration' ? `${name} came with a first registration` : `${name} was added`
    return ofRecord({ at: createdAt, order: -1, id, step: 'added', text, by: '' })
  })
  const merges = await readMerges(ctx, `WHERE m.kept_id = ANY($1) OR m.absorbed_id = ANY($1) LIMIT ${most}`, [
    accountIds,
  ])
  const merged = merges.flatMap(
    ({ id, keptName, absorbedName, reason, mergedAt, mergedByName, undoneAt, undoneByName, undoneBecause }) => {
      const text = `${absorbedName} was merged into ${keptName}: ${reason}`
      const made = ofRecord({ at: mergedAt, order: 1, id, step: 'merged', text, by: mergedByName })
      if (!undoneAt) return [made]
      const apart = `${absorbedName} and ${keptName} are two again: ${undoneBecause}`
      return [made, ofRecord({ at: undoneAt, order: 2, id, step: 'undone', text: apart, by: undoneByName ?? '' })]
    },
  )
  return [...came, ...merged]
}

type Known = { id: string; what: string; of: 'alias' | 'domain'; addedAt: Date; addedByName: string }

/** Changes of its designation, and names and domains that people added. */
export const editEntries: Source = async ({ tx }, { accountIds }) => {
  if (accountIds.length === 0) return []
  const designated = await tx.query<{ id: string; from: string; to: string; at: Date; by: string }>(
    `SELECT e.id, e.details->>'from' AS "from", e.details->>'to' AS "to", e.happened_at AS at, e.actor_name AS by FROM audit_event e
     WHERE e.subject_kind = 'account' AND e.subject_id = ANY($1::text[]) AND e.action = 'account.designated' LIMIT ${most}`,
    [accountIds],
  )
  const known = await tx.query<Known>(
    `SELECT id, name AS what, 'alias' AS of, added_at AS "addedAt", added_by_name AS "addedByName" FROM account_alias
       WHERE account_id = ANY($1) AND kind NOT IN ('typed','merged')
     UNION ALL SELECT id, host, 'domain', added_at, added_by_name FROM account_domain WHERE account_id = ANY($1) LIMIT ${most}`,
    [accountIds],
  )
  const called = (designation: string) => (designations as Record<string, string>)[designation] ?? designation
  return [
    ...designated.map(({ id, from, to, at, by }) =>
      ofRecord({ at, order: 1, id, step: 'designated', text: `Designation: ${called(from)} became ${called(to)}`, by }),
    ),
    ...known.map(({ id, what, of, addedAt, addedByName }) =>
      ofRecord({
        ...{ at: addedAt, order: 0, id, step: 'known', by: addedByName },
        text: of === 'alias' ? `Also known as ${what}` : `Has the domain ${what}, too`,
      }),
    ),
  ]
}
