import type { Merge } from '@parley/contract/accounts'
import { Day, When } from '@parley/ui/date'
import { Name } from '@parley/ui/name'
import { useNow } from '../api.ts'
import { TextLink } from '../layout/link.tsx'
import classes from './duplicates.module.css'
import { UndoMerge } from './undo-merge.tsx'

/** One merge: what became part of what, by whom and why, and whether it can be undone. */
export function MergeCard({ merge }: { merge: Merge }) {
  const now = useNow()
  const { kept, absorbed, undoneAt } = merge
  return (
    <article className={classes.card} aria-label={`${absorbed.name} and ${kept.name}`}>
      <p className={classes.what}>
        <Name>{absorbed.name}</Name> {undoneAt ? 'had become' : 'became'} part of{' '}
        <TextLink to="/accounts/$id" params={{ id: kept.id }}>
          <Name>{kept.name}</Name>
        </TextLink>
      </p>
      <p>
        {merge.mergedByName} merged them <When at={merge.mergedAt} now={now} />: <Name>{merge.reason}</Name>
      </p>
      {undoneAt ? (
        <p>
          <strong>Undone</strong> by {merge.undoneByName ?? 'somebody'}, <When at={undoneAt} now={now} />:{' '}
          <Name>{merge.undoneBecause ?? ''}</Name>
        </p>
      ) : (
        <>
          <p className={classes.dim}>
            {merge.undoableUntil > now ? 'It can be undone until ' : 'It could be undone until '}
            <Day value={merge.undoableUntil} />.
          </p>
          <UndoMerge merge={merge} />
        </>
      )}
    </article>
  )
}
