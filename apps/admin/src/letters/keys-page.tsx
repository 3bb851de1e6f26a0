import { Button } from '@mantine/core'
import type { AttestationKey } from '@parley/contract/attestations'
import { staffAttestations } from '@parley/contract/routes/attestations'
import type { Column } from '@parley/ui/data-table'
import { When } from '@parley/ui/date'
import { Name } from '@parley/ui/name'
import { ToneBadge } from '@parley/ui/outcome'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf } from '@parley/ui/query'
import { ListSkeleton } from '@parley/ui/skeletons'
import { useQueryClient } from '@tanstack/react-query'
import { useCall, useNow, useSend } from '../api.ts'
import { DenseTable } from '../layout/dense-table.tsx'
import { Sheet } from '../layout/split.tsx'

/** The keys that sign attestations: a new one, when the present one is to be left. */
export function KeysPage() {
  const now = useNow()
  const client = useQueryClient()
  const found = useCall(staffAttestations.keys, {})
  const renew = useSend(staffAttestations.renewKey, {
    onDone: (answer) => client.setQueryData(queryKeyOf(staffAttestations.keys), answer),
  })
  return (
    <Sheet>
      <Page
        title="Which key signs our attestations?"
        lead="Their public halves are at /.well-known/jwks.json, for whoever checks links with tools of their own."
        actions={
          <Button size="xs" loading={renew.isPending} onClick={() => renew.mutate({})}>
            Sign with a new key
          </Button>
        }
      >
        {renew.isError && <ProblemNotice error={renew.error} focus />}
        {found.data ? (
          <DenseTable
            caption="Keys, newest first"
            columns={columnsAt(now)}
            rows={found.data.data.items}
            rowKey={({ kid }) => kid}
          />
        ) : found.isError ? (
          <ProblemNotice error={found.error} onRetry={() => found.refetch()} />
        ) : (
          <ListSkeleton rows={2} />
        )}
        <p>
          Links that an earlier key has signed stay valid to their day. A key goes from the list above once nothing that
          it signed is valid.
        </p>
      </Page>
    </Sheet>
  )
}

const columnsAt = (now: string): Column<AttestationKey>[] => [
  { key: 'kid', title: 'Key', render: ({ kid }) => <code>{kid}</code> },
  {
    key: 'state',
    title: 'State',
    render: ({ retiredAt }) =>
      retiredAt ? <ToneBadge tone="neutral">Signs no more</ToneBadge> : <ToneBadge tone="granted">Signs</ToneBadge>,
  },
  { key: 'used', title: 'Valid links', align: 'end', render: ({ inUse }) => inUse },
  { key: 'made', title: 'Made', render: ({ madeAt }) => <When at={madeAt} now={now} /> },
  { key: 'by', title: 'By', render: ({ madeByName }) => <Name>{madeByName}</Name> },
]
