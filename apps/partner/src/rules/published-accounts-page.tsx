import { Button } from '@mantine/core'
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks'
import type { PublishedAccount } from '@parley/contract/accounts'
import { call } from '@parley/contract/client'
import { registration as point } from '@parley/rules/points/registration/point'
import { countryName } from '@parley/ui/countries'
import { type Column, DataTable } from '@parley/ui/data-table'
import { Day } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { SelectField, TextField } from '@parley/ui/fields'
import { Name } from '@parley/ui/name'
import { ToneBadge } from '@parley/ui/outcome'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { ListSkeleton } from '@parley/ui/skeletons'
import { IconBuilding, IconUserStar } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { routes, useMe } from '../api.ts'
import { paths } from '../paths.ts'
import classes from './rules.module.css'
import { designations, type PublishedSearch } from './rules-search.ts'
import { RulesTabs } from './rules-tabs.tsx'

const titles = point.facts['account.designation'].values
const searchAfterMs = 250

/** The list that the vendor publishes, found as it is typed. */
const usePublishedAccounts = (search: PublishedSearch) =>
  useInfiniteQuery({
    queryKey: [routes.publishedAccounts.id, search],
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...search, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }
      return (await call(routes.publishedAccounts, { query, signal })).data
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })

export function PublishedAccountsPage() {
  const search = useSearch({ from: '/signed-in/rules/accounts' })
  const navigate = useNavigate({ from: paths.publishedAccounts })
  const { vendor } = useMe()
  const list = usePublishedAccounts(search)
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const change = (next: PublishedSearch) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false })
  return (
    <Page
      title="Is this a house or a named account?"
      lead={`${vendor.name} publishes these accounts, so that you know before you work on one. The rules say what follows.`}
    >
      <RulesTabs />
      <Finder search={search} onChange={change} />
      {list.isError && <ProblemNotice error={list.error} onRetry={() => list.refetch()} />}
      {list.isPending && <ListSkeleton rows={8} />}
      {list.isSuccess && rows.length === 0 && (
        <Nothing search={search} vendorName={vendor.name} onClear={() => void navigate({ search: {} })} />
      )}
      {rows.length > 0 && (
        <div aria-busy={list.isPlaceholderData}>
          <DataTable
            caption="House and named accounts"
            columns={columns.filter(({ key }) => key !== 'since' || rows.some(({ since }) => since !== null))}
            rows={rows}
            rowKey={({ name, country, designation }) => `${name} ${country} ${designation}`}
          />
        </div>
      )}
      <div className={classes.more}>
        <span role="status">
          {list.isSuccess && rows.length > 0 && `${rows.length} shown${list.hasNextPage ? '' : ', that’s all'}`}
        </span>
        {list.hasNextPage && (
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            Show more
          </Button>
        )}
      </div>
    </Page>
  )
}

const columns: Column<PublishedAccount>[] = [
  {
    key: 'account',
    title: 'Account',
    render: ({ name }) => (
      <strong>
        <Name>{name}</Name>
      </strong>
    ),
  },
  { key: 'designation', title: 'Kind', render: ({ designation }) => <Designation value={designation} /> },
  { key: 'country', title: 'Country', render: ({ country }) => (country === null ? null : countryName(country)) },
  { key: 'since', title: 'Since', render: ({ since }) => since && <Day value={since} /> },
]

function Designation({ value }: { value: PublishedAccount['designation'] }) {
  return (
    <ToneBadge tone={value === 'house' ? 'neutral' : 'teaming'} icon={value === 'house' ? IconBuilding : IconUserStar}>
      {titles[value]}
    </ToneBadge>
  )
}

/** What is looked for; each change goes to the address. "/" goes to the search. */
function Finder({ search, onChange }: { search: PublishedSearch; onChange: (next: PublishedSearch) => void }) {
  const [typed, setTyped] = useState(search.q ?? '')
  const settle = useDebouncedCallback((q: string) => onChange({ q: q.trim() || undefined }), searchAfterMs)
  useEffect(() => setTyped((now) => (now.trim() === (search.q ?? '') ? now : (search.q ?? ''))), [search.q])
  useHotkeys([['/', () => document.getElementById('q')?.focus()]])
  return (
    <search className={classes.finder}>
      <TextField
        label="Find"
        name="q"
        type="search"
        placeholder="Name of the account"
        value={typed}
        onChange={(value) => {
          setTyped(value)
          settle(value)
        }}
      />
      <SelectField
        label="Kind"
        name="designation"
        nothing="House and named"
        value={search.designation ?? ''}
        options={designations.map((value) => ({ value, label: titles[value] }))}
        onChange={(value) => onChange({ designation: designations.find((one) => one === value) })}
      />
    </search>
  )
}

function Nothing({
  search,
  vendorName,
  onClear,
}: {
  search: PublishedSearch
  vendorName: string
  onClear: () => void
}) {
  if (!search.q && !search.designation)
    return (
      <Empty
        title="No account is on the list"
        text={`Accounts that ${vendorName} keeps for its own team, or shares with an account manager, stand here.`}
      />
    )
  return (
    <Empty
      title="Not on the list"
      text="No house or named account is called that. Type the customer into a deal, and it is found however it is spelled."
      action={
        <Button variant="default" onClick={onClear}>
          Show the whole list
        </Button>
      }
    />
  )
}
