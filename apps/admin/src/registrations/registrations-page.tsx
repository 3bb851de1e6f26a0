import type { RegistrationSummary } from '@parley/contract/registrations'
import { type RegistrationStatus, registrationStatuses } from '@parley/contract/registrations'
import type { Column } from '@parley/ui/data-table'
import { Day, When } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { Money } from '@parley/ui/money'
import { Page } from '@parley/ui/page'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactNode, useCallback } from 'react'
import { staff, useMe, useNow, usePages } from '../api.ts'
import { Filters, SearchFilter, SelectFilter } from '../layout/filters.tsx'
import { useListKeys } from '../layout/list-keys.ts'
import { OpenAsPage, PagedTable } from '../layout/list-page.tsx'
import { Split } from '../layout/split.tsx'
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
  const { open, partnerName, do: _, ...filters } = search
  const pages = usePages(staff.list, filters)
  const set = useCallback(
    (change: Partial<Search>) => navigate({ search: (now) => ({ ...now, ...change }), replace: true }),
    [navigate],
  )
  const current = useListKeys({
    ids: pages.items?.map(({ id }) => id) ?? [],
    open,
    setOpen: (id) => set({ open: id, do: undefined }),
    goTo: (id) => navigate({ to: '/registrations/$id', params: { id } }),
  })
  const { productFamilies } = useMe()
  const filtered = Object.values(filters).some((value) => value !== undefined)
  return (
    <Split
      label="The open registration"
      panel={open ? panel(open) : null}
      bar={open && <OpenAsPage to="/registrations/$id" params={{ id: open }} />}
      onClose={() => set({ open: undefined, do: undefined })}
    >
      <Page title="Which registrations are there?">
        <Filters set={filtered} onClear={() => navigate({ search: {}, replace: true })}>
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
        </Filters>
        <PagedTable
          caption="Registrations"
          pages={pages}
          columns={useColumns(open !== undefined)}
          rowKey={({ id }) => id}
          selected={current}
          onOpen={(id) => set({ open: id, do: undefined })}
          empty={
            <Empty
              title={filtered ? 'Nothing matches these filters' : 'No registrations yet'}
              text={
                filtered
                  ? 'Take one away, or search for a part of the account’s name.'
                  : 'Registrations stand here as soon as partners send them.'
              }
            />
          }
        />
      </Page>
    </Split>
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

function useColumns(compact: boolean): Column<RegistrationSummary>[] {
  const now = useNow()
  const { vendor } = useMe()
  const columns: Column<RegistrationSummary>[] = [
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
      render: ({ protection }) => (protection && !protection.endedBecause ? <Day value={protection.lastDay} /> : ''),
    },
    { key: 'submitted', title: 'Sent', render: ({ submittedAt }) => <When at={submittedAt} now={now} /> },
    {
      key: 'reference',
      title: 'Reference',
      render: ({ reference }) => <span style={{ whiteSpace: 'nowrap' }}>{reference}</span>,
    },
  ]
  return compact ? columns.filter(({ key }) => ['account', 'status', 'partner'].includes(key)) : columns
}
