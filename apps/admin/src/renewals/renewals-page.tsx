import type { StaffRenewal } from '@parley/contract/renewals'
import { staffRenewals } from '@parley/contract/routes/renewals'
import type { Column } from '@parley/ui/data-table'
import { Day } from '@parley/ui/date'
import { Name } from '@parley/ui/name'
import { OutcomeBadge, ToneBadge } from '@parley/ui/outcome'
import { IconAlarm } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import type { z } from 'zod'
import { usePages } from '../api.ts'
import { SelectFilter } from '../layout/filters.tsx'
import { useListState } from '../layout/list-state.ts'
import { SplitList } from '../layout/split-list.tsx'
import type { searches } from '../paths.ts'
import { RenewalPanel } from './renewal-view.tsx'

const route = getRouteApi('/console/renewals')

type Search = z.infer<typeof searches.renewals>

/** Contracts by their end: who leads each renewal, and whether we may quote it direct. */
export function RenewalsPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const pages = usePages(staffRenewals.list, { show: search.show })
  const goTo = (id: string) => navigate({ to: '/renewals/$id', params: { id } })
  const list = useListState<Search>({ search, navigate, rows: pages.items, goTo })
  return (
    <SplitList
      title="Which contracts are to renew, and who leads?"
      lead="Soonest first. Whoever made the sale leads the renewal while it does its duties, unless the customer says otherwise in writing."
      caption="Contracts by their end"
      pages={pages}
      columns={columns}
      compact={['account', 'ends', 'lead']}
      list={list}
      panelLabel="The open renewal"
      panel={(id) => <RenewalPanel id={id} />}
      page="/renewals/$id"
      empty={(isFiltered) => ({
        title: isFiltered ? 'Nothing was renewed yet' : 'No contract is to renew',
        text: 'A deal that is won with a term gives a contract. It stands here until it is renewed, with whoever leads that.',
      })}
      filters={
        <SelectFilter
          label="Show"
          all="Still to renew"
          value={search.show}
          options={[{ value: 'renewed', label: 'Renewed' }]}
          onChange={(show) => list.set({ show: show as Search['show'] })}
        />
      }
    />
  )
}

/** Short enough for a column. */
const answers: Record<string, string> = {
  permit: 'Yes',
  permitAndTell: 'Yes, and tell',
  consentRequired: 'With consent',
  forbid: 'No',
}

const columns: Column<StaffRenewal>[] = [
  { key: 'account', title: 'Account', render: ({ accountName }) => <Name>{accountName}</Name> },
  { key: 'ends', title: 'Ends', render: (renewal) => <Ends renewal={renewal} /> },
  { key: 'family', title: 'For', render: ({ productFamily }) => productFamily.name },
  { key: 'lead', title: 'Leads', render: ({ lead, leadName }) => leadName ?? (lead === 'vendor' ? 'We do' : 'Nobody') },
  {
    key: 'direct',
    title: 'A direct quote of ours?',
    render: ({ decision: { outcome } }) => (
      <OutcomeBadge favour={outcome.favour} title={answers[outcome.type] ?? outcome.title} />
    ),
  },
  {
    key: 'report',
    title: 'Last report',
    render: ({ lastReportOn, partner }) => (lastReportOn ? <Day value={lastReportOn} /> : partner ? 'None' : null),
  },
  {
    key: 'review',
    title: 'Renewal reviewed',
    render: ({ reviewHeldOn, partner }) => (reviewHeldOn ? <Day value={reviewHeldOn} /> : partner ? 'Not yet' : null),
  },
  { key: 'deal', title: 'Renewal entered', render: ({ renewalDeal }) => renewalDeal?.reference ?? 'Not yet' },
]

/** The last day, and how long that still is; a contract past it that nobody renewed stands out. */
export function Ends({ renewal: { endsOn, daysLeft, renewed } }: { renewal: StaffRenewal }) {
  if (renewed || daysLeft >= 0)
    return (
      <>
        <Day value={endsOn} />
        {!renewed && (
          <>
            {', '}
            <span style={{ whiteSpace: 'nowrap' }}>
              {daysLeft === 0 ? 'today' : `in ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`}
            </span>
          </>
        )}
      </>
    )
  return (
    <ToneBadge tone="needsYou" icon={IconAlarm}>
      Ended <Day value={endsOn} />
    </ToneBadge>
  )
}
