import type { RegistrationSummary } from '@parley/contract/registrations'
import { type RegistrationStatus, registrationStatuses } from '@parley/contract/registrations'
import type { Column } from '@parley/ui/data-table'
import { Day, When } from '@parley/ui/date'
import { Money } from '@parley/ui/money'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactNode, useCallback } from 'react'
import { staff, useMe, useNow, usePages } from '../api.ts'
import { SearchFilter, SelectFilter } from '../layout/filters.tsx'
import { useListState } from '../layout/list-state.ts'
import { SplitList } from '../layout/split-list.tsx'
import { StaffStatus, statusWord } from '../layout/staff-status.tsx'

const route = getRouteApi('/console/registrations')
type Search = ReturnType<typeof route.useSearch>

const statuses = Object.keys(registrationStatuses) as RegistrationStatus[]

const sorts = [
  { value: 'closing', label: 'Closing first' },
  { value: 'ending', label: 'Protection ending first' },
  { value: 'amount', label: 'Largest first' },
]

/** All registrations: filters in the URL, the open one beside the list. */
export function RegistrationsPage({ panel }: { panel: (id: string) => ReactNode }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { open: _, do: __, partnerName: ___, ...filters } = search
  const pages = usePages(staff.list, filters)
  const goTo = (id: string) => navigate({ to: '/registrations/$id', params: { id } })
  const list = useListState<Search>({ search, navigate, rows: pages.items, goTo })
  const { set } = list
  const { productFamilies } = useMe()
  return (
    <SplitList
      title="Which registrations are there?"
      caption="Registrations"
      pages={pages}
      columns={useColumns()}
      compact={['account', 'status', 'partner']}
      list={list}
      views="registrations"
      panelLabel="The open registration"
      panel={panel}
      page="/registrations/$id"
      empty={(isFiltered) => ({
        title: isFiltered ? 'Nothing matches these filters' : 'No registrations yet',
        text: isFiltered
          ? 'Take one away, or search for a part of the account’s name.'
          : 'Registrations stand here as soon as partners send them.',
      })}
      filters={
        <>
          <SearchFilter
            label="Account or reference"
            value={search.q ?? ''}
            onChange={useCallback((q: string | undefined) => set({ q }), [set])}
          />
          <SelectFilter
            label="Status"
            all="Every status"
            value={search.status}
            options={statuses.map((status) => ({ value: status, label: statusWord(status) }))}
            onChange={(status) => set({ status })}
          />
          <SelectFilter
            label="Product family"
            all="Every family"
            value={search.productFamily}
            options={productFamilies.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(productFamily) => set({ productFamily })}
          />
          <PartnerFilter search={search} rows={pages.items ?? []} onChange={set} />
          <SelectFilter
            label="Order"
            all="Newest first"
            value={search.sort === 'newest' ? undefined : search.sort}
            options={sorts}
            onChange={(sort) => set({ sort: sort as Search['sort'] })}
          />
        </>
      }
    />
  )
}

/** Partners of the rows in view; the chosen one stays, whatever is in view. */
function PartnerFilter(props: {
  search: Search
  rows: RegistrationSummary[]
  onChange: (change: Partial<Search>) => void
}) {
  const { partnerId, partnerName } = props.search
  const partners = new Map(props.rows.flatMap(({ partner }) => (partner ? [[partner.id, partner.name] as const] : [])))
  if (partnerId) partners.set(partnerId, partnerName ?? partners.get(partnerId) ?? 'The chosen partner')
  return (
    <SelectFilter
      label="Partner"
      all="Every partner"
      value={partnerId}
      options={[...partners]
        .map(([value, label]) => ({ value, label }))
        .sort((one, other) => one.label.localeCompare(other.label))}
      onChange={(id) => props.onChange({ partnerId: id, partnerName: id && partners.get(id) })}
    />
  )
}

function useColumns(): Column<RegistrationSummary>[] {
  const now = useNow()
  const { vendor } = useMe()
  return [
    { key: 'account', title: 'Account', render: ({ accountName }) => accountName },
    { key: 'status', title: 'Status', render: ({ status }) => <StaffStatus status={status} /> },
    { key: 'partner', title: 'Partner', render: ({ partner }) => partner?.name ?? '' },
    { key: 'family', title: 'For', render: ({ productFamily }) => productFamily.name },
    {
      key: 'amount',
      title: 'Amount',
      align: 'end',
      render: ({ amountMinor }) => <Money amountMinor={amountMinor} currency={vendor.currency} />,
    },
    { key: 'close', title: 'Closes', render: ({ expectedCloseOn }) => <Day value={expectedCloseOn} /> },
    {
      key: 'protection',
      title: 'Protected until',
      render: ({ protection }) => (protection && !protection.endedBecause ? <Day value={protection.lastDay} /> : null),
    },
    { key: 'submitted', title: 'Sent', render: ({ submittedAt }) => <When at={submittedAt} now={now} /> },
    {
      key: 'reference',
      title: 'Reference',
      render: ({ reference }) => <span style={{ whiteSpace: 'nowrap' }}>{reference}</span>,
    },
  ]
}
