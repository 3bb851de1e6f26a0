import { Button, Group } from '@mantine/core'
import type { AccountImport } from '@parley/contract/imports'
import { Empty } from '@parley/ui/empty'
import { ProblemNotice } from '@parley/ui/problem'
import { ListSkeleton } from '@parley/ui/skeletons'
import classes from './imports.module.css'
import { useRows } from './use-import.ts'
import { WaitingRow } from './waiting-row.tsx'

/** Rows for which a person says which account is meant: each beside the accounts that it may be. */
export function WaitingRows({ begun }: { begun: AccountImport }) {
  const rows = useRows(begun.id, { status: 'waiting', limit: 10 })
  return (
    <section aria-label="Rows that need you" className={classes.stack}>
      <h2>Which account does each row mean?</h2>
      {rows.error && !rows.items && <ProblemNotice error={rows.error} onRetry={() => void rows.refetch()} />}
      {!rows.items && !rows.error && <ListSkeleton rows={3} rowHeight={220} />}
      {rows.items?.length === 0 && (
        <Empty
          title="No row needs you"
          text="A row stands here when it may be of an account that is known, and somebody should say so."
        />
      )}
      {rows.items?.map((row) => (
        <WaitingRow key={row.number} begun={begun} row={row} />
      ))}
      {rows.hasNextPage && (
        <Group justify="center">
          <Button variant="default" loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
            Load more
          </Button>
        </Group>
      )}
    </section>
  )
}
