import { Button } from '@mantine/core'
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks'
import type { PublishedAccount } from '@parley/contract/accounts'
import { registration as point } from '@parley/rules/points/registration/point'
import { countryName } from '@parley/ui/countries'
import { type Column, DataTable } from '@parley/ui/data-table'
import { Day } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { SelectField, TextField } from '@parley/ui/fields'
import { Name } from '@parley/ui/name'
import { ToneBadge } from '@parley/ui/outcome'
import { Page } from '@parley/ui/page'
import { usePages } from '@parley/ui/query'
import { IconBuilding, IconUserStar } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { routes, useMe } from '../api.ts'
import { Paged } from '../layout/paged.tsx'
import { paths } from '../paths.ts'
import classes from './rules.module.css'
import { designations, type PublishedSearch } from './rules-search.ts'
import { RulesTabs } from './rules-tabs.tsx'

const titles = point.facts['account.designation'].values
const searchAfterMs = 250

/** The list that the vendor publishes, found as it is typed. */
export function PublishedAccountsPage() {
  const search = useSearch({ from: '/signed-in/rules/accounts' })
  const navigate = useNavigate({ from: paths.publishedAccounts })
  const { vendor } = useMe()
  const pages = usePages(routes.publishedAccounts, { ...search, limit: 50 })
  const change = (next: PublishedSearch) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false })
  return (
    <Page
      title="Is this a house or a named account?"
      lead={`${vendor.name} publishes these accounts, so that you know before you work on one. The rules say what follows.`}
    >
      <RulesTabs />
      <Finder search={search} onChange={change} />
      <Paged
        pages={pages}
        waiting={8}
        counted
        empty={<Nothing search={search} vendorName={vendor.name} onClear={() => void navigate({ search: {} })} />}
      >
        {(rows) => (
          <DataTable
            caption="House and named accounts"
            columns={columns.filter(({ key }) => key !== 'since' || rows.some(({ since }) => since !== null))}
            rows={rows}
            rowKey={({ name, country, designation }) => `${name} ${country} ${designation}`}
          />
        )}
      </Paged>
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
