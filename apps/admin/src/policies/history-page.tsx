import type { PolicyVersionSummary } from '@parley/contract/policies'
import { AbilityButton } from '@parley/ui/ability-button'
import type { Column } from '@parley/ui/data-table'
import { Day, When } from '@parley/ui/date'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { ListSkeleton } from '@parley/ui/skeletons'
import { getRouteApi } from '@tanstack/react-router'
import { policies, useCall, useNow } from '../api.ts'
import { DenseTable } from '../layout/dense-table.tsx'
import { TextLink } from '../layout/link.tsx'
import { useListKeys } from '../layout/list-keys.ts'
import { Sheet } from '../layout/split.tsx'
import { useStartDraft } from './start-draft.ts'
import { PolicyStatusBadge } from './status.tsx'

const route = getRouteApi('/console/policies/$point')

/** All versions of one policy, newest first. */
export function HistoryPage() {
  const { point } = route.useParams()
  const navigate = route.useNavigate()
  const history = useCall(policies.history, { params: { point } })
  const book = useCall(policies.books).data?.data.items.find((each) => each.point === point)
  const draft = useStartDraft(point)
  const items = history.data?.data.items
  const columns = useColumns(items ?? [])
  const title = book?.title.toLowerCase() ?? 'this decision'
  const open = (version: string) => navigate({ to: '/policies/$point/versions/$version', params: { point, version } })
  const current = useListKeys({
    ids: items?.map(({ version }) => String(version)) ?? [],
    open: undefined,
    setOpen: (version) => version && open(version),
    goTo: open,
  })
  return (
    <Sheet>
      <Page
        title={`How did the rules for ${title} change?`}
        lead={book?.question}
        actions={
          book && (
            <AbilityButton ability={book.can.draft} loading={draft.busy} onClick={() => draft.start()}>
              Draft a change
            </AbilityButton>
          )
        }
      >
        {draft.error ? <ProblemNotice error={draft.error} /> : null}
        {history.error && !items ? <ProblemNotice error={history.error} onRetry={history.refetch} /> : null}
        {history.isPending && <ListSkeleton rows={6} rowHeight={44} />}
        {items && (
          <DenseTable
            caption="Versions, newest first"
            columns={columns}
            rows={items}
            rowKey={({ version }) => String(version)}
            selectedKey={current}
          />
        )}
      </Page>
    </Sheet>
  )
}

/** The earlier version that took this one's place: an author submits something newer, only a roll back goes to something older. */
const rolledBackTo = (all: PolicyVersionSummary[], { version, status, activeFrom }: PolicyVersionSummary) =>
  status === 'superseded' && activeFrom
    ? all.find((each) => each.version < version && each.activeFrom && each.activeFrom > activeFrom)?.version
    : undefined

function useColumns(all: PolicyVersionSummary[]): Column<PolicyVersionSummary>[] {
  const now = useNow()
  return [
    {
      key: 'version',
      title: 'Version',
      render: ({ point, version }) => (
        <TextLink
          fw={600}
          style={{ whiteSpace: 'nowrap' }}
          to="/policies/$point/versions/$version"
          params={{ point, version: String(version) }}
        >
          Version {version}
        </TextLink>
      ),
    },
    {
      key: 'status',
      title: 'Status',
      render: (row) => {
        const earlier = rolledBackTo(all, row)
        return (
          <>
            <PolicyStatusBadge status={row.status} />
            {earlier !== undefined && <div>rolled back to version&nbsp;{earlier}</div>}
          </>
        )
      },
    },
    { key: 'note', title: 'What and why', render: ({ note }) => note },
    { key: 'author', title: 'Written by', render: ({ authorName }) => authorName },
    { key: 'submitted', title: 'Submitted', render: ({ submittedAt }) => <When at={submittedAt} now={now} /> },
    {
      key: 'reviewed',
      title: 'Reviewed by',
      render: ({ reviewedByName, reviewedAt }) =>
        reviewedByName && (
          <>
            {reviewedByName}
            {reviewedAt && (
              <>
                , <When at={reviewedAt} now={now} />
              </>
            )}
          </>
        ),
    },
    {
      key: 'from',
      title: 'In force from',
      render: ({ activeFrom, cancellations }) =>
        activeFrom || cancellations.length > 0 ? (
          <>
            {activeFrom && <Day value={activeFrom} />}
            {cancellations.map((each) => (
              <div key={each.cancelledAt} title={each.reason}>
                <s>
                  <Day value={each.activeFrom} />
                </s>{' '}
                called off by {each.cancelledByName}
              </div>
            ))}
          </>
        ) : null,
    },
    { key: 'decisions', title: 'Decisions', align: 'end', render: ({ decisions }) => decisions },
  ]
}
