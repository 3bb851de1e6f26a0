import { Button } from '@mantine/core'
import type { AccountSummary } from '@parley/contract/accounts'
import { AbilityButton } from '@parley/ui/ability-button'
import { countries, countryName } from '@parley/ui/countries'
import type { Column } from '@parley/ui/data-table'
import { Name } from '@parley/ui/name'
import { IconDownload, IconPlus, IconUpload } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactNode, useCallback } from 'react'
import { accounts, imports, useMe, usePages } from '../api.ts'
import { SearchFilter, SelectFilter } from '../layout/filters.tsx'
import { ButtonLink } from '../layout/link.tsx'
import { useListState } from '../layout/list-state.ts'
import { SplitList } from '../layout/split-list.tsx'
import { mayAddAccounts, mayOpen } from '../paths.ts'
import classes from './accounts.module.css'
import { Designation } from './designation.tsx'
import { LeadLine } from './lead-line.tsx'

const route = getRouteApi('/console/accounts')
type Search = ReturnType<typeof route.useSearch>

/** Accounts by any name, domain or tax id that they are known by, with who leads each. */
export function AccountsPage({ panel }: { panel: (id: string) => ReactNode }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { open: _, ...filters } = search
  const pages = usePages(accounts.searchAccounts, filters)
  const goTo = (id: string) => navigate({ to: '/accounts/$id', params: { id } })
  const list = useListState<Search>({ search, navigate, rows: pages.items, goTo })
  const { set } = list
  const nothing = useNothingFound(filters)
  return (
    <SplitList
      title="Who leads which account?"
      actions={<ListActions filters={filters} />}
      caption="Accounts"
      pages={pages}
      columns={columns}
      compact={['name', 'leads']}
      list={list}
      views="accounts"
      panelLabel="The open account"
      panel={panel}
      page="/accounts/$id"
      empty={() => nothing}
      filters={
        <>
          <SearchFilter
            label="Name, domain or tax id"
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
          <SelectFilter
            label="Country"
            all="Every country"
            value={search.country}
            options={countries}
            onChange={(country) => set({ country })}
          />
        </>
      }
    />
  )
}

type Filtered = Omit<Search, 'open'>

function ListActions({ filters }: { filters: Filtered }) {
  const navigate = route.useNavigate()
  const { role } = useMe().user
  const set = Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return (
    <>
      <AbilityButton
        ability={mayAddAccounts(role)}
        reasonOnHover
        size="xs"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => navigate({ to: '/accounts/new' })}
      >
        Add an account
      </AbilityButton>
      {mayOpen(role, '/imports') && (
        <>
          <ButtonLink to="/imports" size="xs" variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
            Import
          </ButtonLink>
          <Button
            component="a"
            href={`/api/v1${imports.exportAccounts.path}?${new URLSearchParams(set)}`}
            download
            size="xs"
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {set.length > 0 ? 'Export these' : 'Export'}
          </Button>
        </>
      )}
    </>
  )
}

/** No account in the list: whether that is the filters, the words, or that there is none at all. */
function useNothingFound(filters: Filtered) {
  const mayAdd = mayAddAccounts(useMe().user.role).ok
  const { q, ...others } = filters
  const narrowed = Object.values(others).some((value) => value !== undefined)
  if (!q && !narrowed)
    return {
      title: 'No accounts yet',
      text: mayAdd
        ? 'Bring yours as a file, or add one by hand. Accounts are added too when partners register deals there.'
        : 'An account is added when a partner registers a deal there.',
      action: mayAdd && (
        <div className={classes.buttons}>
          <ButtonLink to="/imports">Import accounts</ButtonLink>
          <ButtonLink to="/accounts/new" variant="default">
            Add an account
          </ButtonLink>
        </div>
      ),
    }
  return {
    title: narrowed ? 'No account fits' : 'No account is known by that',
    text: narrowed
      ? 'Take a filter away, or search for less of the name.'
      : 'Try the beginning of one word of the name, the domain of its website, or its tax id. Former names and other domains count too.',
    action: mayAdd && q && (
      <ButtonLink to="/accounts/new" search={{ name: q }} variant="default">
        Add it as an account
      </ButtonLink>
    ),
  }
}

const DomainOf = ({ name }: { name: string }) => (
  <span className={classes.domain}>
    <Name>{name}</Name>
  </span>
)

const columns: Column<AccountSummary>[] = [
  {
    key: 'name',
    title: 'Account',
    render: ({ name, foundBy }) => (
      <span className={classes.called}>
        <Name>{name}</Name>
        {foundBy && (
          <span className={classes.found}>
            found by <Name>{foundBy}</Name>
          </span>
        )}
      </span>
    ),
  },
  {
    key: 'leads',
    title: 'Who leads it',
    render: ({ leads }) =>
      leads.length === 0 ? (
        <span style={{ color: 'var(--dim)' }}>Nobody</span>
      ) : (
        leads.map((lead) => (
          <div key={lead.productFamilyName + lead.partnerName}>
            <LeadLine lead={lead} />
          </div>
        ))
      ),
  },
  { key: 'designation', title: 'Designation', render: ({ designation }) => <Designation value={designation} /> },
  { key: 'domain', title: 'Domain', render: ({ domain }) => (domain ? <DomainOf name={domain} /> : null) },
  {
    key: 'place',
    title: 'Place',
    render: ({ city, country }) => {
      const place = [city, countryName(country)].filter(Boolean).join(', ')
      return place === '' ? null : <Name>{place}</Name>
    },
  },
]
