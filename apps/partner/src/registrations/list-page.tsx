import { Button } from '@mantine/core'
import type { RegistrationSummary } from '@parley/contract/registrations'
import { ClockLine } from '@parley/ui/clock'
import { type Column, DataTable } from '@parley/ui/data-table'
import { Day } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { Money } from '@parley/ui/money'
import { Name } from '@parley/ui/name'
import { StatusBadge } from '@parley/ui/outcome'
import { Page } from '@parley/ui/page'
import { usePages } from '@parley/ui/query'
import { IconPlus } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { routes, useMe, useNow } from '../api.ts'
import { LinkButton } from '../layout/link-button.tsx'
import { Paged } from '../layout/paged.tsx'
import { paths } from '../paths.ts'
import { ListFilters } from './list-filters.tsx'
import { type ListSearch, listDefaults } from './list-search.ts'
import classes from './registrations.module.css'

export function ListPage() {
  const search = useSearch({ from: '/signed-in/registrations' })
  const navigate = useNavigate({ from: paths.registrations })
  const pages = usePages(routes.list, { ...search, limit: 50 })
  const filtered = Boolean(search.status || search.productFamily || search.q)
  const change = (next: Partial<ListSearch>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false })
  return (
    <Page
      title="How do your registrations stand?"
      actions={
        <>
          <LinkButton to={paths.customers} size="md" variant="default">
            Customers and letters
          </LinkButton>
          <LinkButton to={paths.register} size="md" leftSection={<IconPlus size={18} aria-hidden />}>
            Register a deal
          </LinkButton>
        </>
      }
    >
      <ListFilters search={search} onChange={change} />
      <Paged
        pages={pages}
        waiting={8}
        counted
        empty={<Nothing filtered={filtered} onClear={() => void navigate({ search: listDefaults })} />}
      >
        {(rows) => <Rows rows={rows} onOpen={(id) => void navigate({ to: paths.registration, params: { id } })} />}
      </Paged>
    </Page>
  )
}

function Rows({ rows, onOpen }: { rows: RegistrationSummary[]; onOpen: (id: string) => void }) {
  const { vendor } = useMe()
  const now = useNow()
  const columns: Column<RegistrationSummary>[] = [
    {
      key: 'account',
      title: 'Customer',
      render: (row) => (
        <span className={classes.account}>
          <Link to={paths.registration} params={{ id: row.id }} onClick={(event) => event.stopPropagation()}>
            <Name>{row.accountName}</Name>
          </Link>
          <small>{row.reference}</small>
        </span>
      ),
    },
    { key: 'status', title: 'Status', render: (row) => <StatusBadge status={row.status} /> },
    { key: 'family', title: 'Product family', render: (row) => row.productFamily.name },
    {
      key: 'amount',
      title: 'Amount',
      align: 'end',
      render: (row) => <Money amountMinor={row.amountMinor} currency={vendor.currency} />,
    },
    { key: 'closes', title: 'Closes', render: (row) => <Day value={row.expectedCloseOn} /> },
    { key: 'next', title: 'Time left', render: (row) => running({ row, now, vendorName: vendor.name }) },
  ]
  return (
    <DataTable
      caption="Your registrations"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      onRow={(row) => onOpen(row.id)}
      firstIsLink
      keyboard
    />
  )
}

function running({ row, now, vendorName }: { row: RegistrationSummary; now: string; vendorName: string }) {
  if (row.clock) return <ClockLine clock={row.clock} now={now} vendorName={vendorName} />
  if (row.protection && row.protection.endedBecause === null)
    return (
      <span className="tabular">
        {row.protection.daysLeft} {row.protection.daysLeft === 1 ? 'day' : 'days'} left
      </span>
    )
  return null
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered)
    return (
      <Empty
        title="None fits these filters"
        text="Take a filter away to see more."
        action={
          <Button variant="default" onClick={onClear}>
            Show all
          </Button>
        }
      />
    )
  return (
    <Empty
      title="No registrations yet"
      text="The deals that you register stand here, with their answers, their clocks and the days left."
      action={<LinkButton to={paths.register}>Register a deal</LinkButton>}
    />
  )
}
