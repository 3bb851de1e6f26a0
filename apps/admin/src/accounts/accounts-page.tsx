import type { AccountSummary } from '@parley/contract/accounts'
import { countryName } from '@parley/ui/countries'
import type { Column } from '@parley/ui/data-table'
import { Day } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactNode, useCallback } from 'react'
import { staff, usePages } from '../api.ts'
import { Filters, SearchFilter, SelectFilter } from '../layout/filters.tsx'
import { useListKeys } from '../layout/list-keys.ts'
import { OpenAsPage, PagedTable } from '../layout/list-page.tsx'
import { Split } from '../layout/split.tsx'
import { Designation } from './designation.tsx'

const route = getRouteApi('/console/accounts')
type Search = ReturnType<typeof route.useSearch>

/** Accounts by name or domain, with who leads each. */
export function AccountsPage({ panel }: { panel: (id: string) => ReactNode }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { open, ...filters } = search
  const pages = usePages(staff.searchAccounts, filters)
  const set = useCallback(
    (change: Partial<Search>) => navigate({ search: (now) => ({ ...now, ...change }), replace: true }),
    [navigate],
  )
  const current = useListKeys({
    ids: pages.items?.map(({ id }) => id) ?? [],
    open,
    setOpen: (id) => set({ open: id }),
    goTo: (id) => navigate({ to: '/accounts/$id', params: { id } }),
  })
  const filtered = Object.values(filters).some((value) => value !== undefined)
  return (
    <Split
      label="The open account"
      panel={open ? panel(open) : null}
      bar={open && <OpenAsPage to="/accounts/$id" params={{ id: open }} />}
      onClose={() => set({ open: undefined })}
    >
      <Page title="Who leads which account?">
        <Filters set={filtered} onClear={() => navigate({ search: {}, replace: true })}>
          <SearchFilter
            label="Name or domain"
            value={search.q ?? ''}
            onChange={useCallback((q: string | undefined) => set({ q }), [set])}
          />
          <SelectFilter
            label="Designation"
            all="Every designation"
            value={search.designation}
            options={[
              { value: 'open', label: 'Open' },
              { value: 'named', label: 'Named' },
              { value: 'house', label: 'House' },
            ]}
            onChange={(designation) => set({ designation: designation as Search['designation'] })}
          />
          <SelectFilter
            label="Led by a partner"
            all="Led or not"
            value={search.led}
            options={[
              { value: 'yes', label: 'Somebody leads it' },
              { value: 'no', label: 'Nobody leads it' },
            ]}
            onChange={(led) => set({ led: led as Search['led'] })}
          />
        </Filters>
        <PagedTable
          caption="Accounts"
          pages={pages}
          columns={open ? columns.slice(0, 2) : columns}
          rowKey={({ id }) => id}
          selected={current}
          onOpen={(id) => set({ open: id })}
          empty={
            <Empty
              title={filtered ? 'No account matches' : 'No accounts yet'}
              text="Try a part of the name, or the domain of its website. An account is added when a partner registers a deal there."
            />
          }
        />
      </Page>
    </Split>
  )
}

const columns: Column<AccountSummary>[] = [
  { key: 'name', title: 'Account', render: ({ name }) => name },
  {
    key: 'leads',
    title: 'Who leads it',
    render: ({ leads }) =>
      leads.length === 0 ? (
        <span style={{ color: 'var(--dim)' }}>Nobody</span>
      ) : (
        leads.map((lead) => (
          <div key={lead.productFamilyName + lead.partnerName}>
            {lead.partnerName} for {lead.productFamilyName}, until <Day value={lead.lastDay} />
          </div>
        ))
      ),
  },
  { key: 'designation', title: 'Designation', render: ({ designation }) => <Designation value={designation} /> },
  { key: 'domain', title: 'Domain', render: ({ domain }) => domain ?? '' },
  {
    key: 'place',
    title: 'Place',
    render: ({ city, country }) => [city, countryName(country)].filter(Boolean).join(', '),
  },
]
