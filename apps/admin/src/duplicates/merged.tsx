import type { Conflict, Merge } from '@parley/contract/accounts'
import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { ListSkeleton } from '@parley/ui/skeletons'
import type { ReactNode } from 'react'
import { accounts, useCall } from '../api.ts'
import { ButtonLink } from '../layout/link.tsx'
import classes from './duplicates.module.css'
import { MergeCard } from './merge-card.tsx'
import { NextPair } from './pair-answer.tsx'
import type { Next } from './pair-page.tsx'

/** How a conflict looks is another feature’s. */
export type ShowsConflicts = { conflict: (conflict: Conflict) => ReactNode }

/** What a merge that was just made did, with the way back at hand. The newest merges are read: a reload shows it again. */
export function Merged({ mergeId, ...props }: { mergeId: string } & ShowsConflicts & Next) {
  const merges = useCall(accounts.listMerges, { query: { limit: 100 } })
  const merge = merges.data?.data.items.find(({ id }) => id === mergeId)
  if (merges.error && !merges.data) return <ProblemNotice error={merges.error} onRetry={merges.refetch} />
  if (merge) return <Done merge={merge} {...props} />
  if (merges.isFetching) return <ListSkeleton rows={3} rowHeight={80} />
  return (
    <Empty
      title="This merge was made a while ago"
      text="It stands in the list of all merges."
      action={<ButtonLink to="/duplicates/merges">See the merges</ButtonLink>}
    />
  )
}

function Done({ merge, conflict, ...next }: { merge: Merge } & ShowsConflicts & Next) {
  const undone = merge.undoneAt !== null
  return (
    <Page
      title={undone ? 'They are two accounts again' : 'They are one account now'}
      lead={
        undone
          ? 'What the merge had moved is back where it was.'
          : 'Both addresses go on working, and nobody lost a protection.'
      }
      actions={<NextPair {...next} verb="Next pair" />}
    >
      <div className={classes.done}>
        <MergeCard merge={merge} />
        {!undone && <Conflicts accountId={merge.kept.id} conflict={conflict} />}
      </div>
    </Page>
  )
}

/** Whom the merge brought together. */
function Conflicts({ accountId, conflict }: { accountId: string } & ShowsConflicts) {
  const conflicts = useCall(accounts.listConflicts, { query: { accountId, state: 'open' } }).data?.data.items ?? []
  if (conflicts.length === 0) return null
  return (
    <section className={classes.column} aria-label="Conflicts at this account">
      <h2>{conflicts.length === 1 ? 'There is a conflict now' : `There are ${conflicts.length} conflicts now`}</h2>
      {conflicts.map(conflict)}
    </section>
  )
}
