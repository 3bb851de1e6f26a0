import type { AccountDetail, Merge } from '@parley/contract/accounts'
import { Day } from '@parley/ui/date'
import { Name } from '@parley/ui/name'
import type { ReactNode } from 'react'
import { TextLink } from '../layout/link.tsx'
import { Rows, Section } from '../layout/section.tsx'
import classes from './accounts.module.css'

/** Records that became one with this one; `undo` is the button of another feature. Nothing without any. */
export function Merges({ account, undo }: { account: AccountDetail; undo: (merge: Merge) => ReactNode }) {
  if (account.merges.length === 0) return null
  return (
    <Section
      title="Merged with"
      note={
        <TextLink size="xs" to="/duplicates/merges">
          All merges
        </TextLink>
      }
    >
      <Rows>
        {account.merges.map((merge) => (
          <li key={merge.id} style={{ display: 'grid', gap: '0.25rem' }}>
            <div style={{ overflowWrap: 'anywhere' }}>
              <strong>
                <Name>{merge.absorbed.id === account.summary.id ? merge.kept.name : merge.absorbed.name}</Name>
              </strong>
              , by {merge.mergedByName} on <Day value={merge.mergedAt} />: “<Name>{merge.reason}</Name>”
            </div>
            {merge.undoneAt ? (
              <div className={classes.small}>
                Undone by {merge.undoneByName} on <Day value={merge.undoneAt} />: “
                <Name>{merge.undoneBecause ?? ''}</Name>”. They are two again.
              </div>
            ) : (
              <div>{undo(merge)}</div>
            )}
          </li>
        ))}
      </Rows>
    </Section>
  )
}
