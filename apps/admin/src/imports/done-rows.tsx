import { type AccountImport, type ImportRow, type ImportRowStatus, RowProblemKind } from '@parley/contract/imports'
import type { Column } from '@parley/ui/data-table'
import { Empty } from '@parley/ui/empty'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { TextLink } from '../layout/link.tsx'
import { PagedTable } from '../layout/list-page.tsx'
import { Cell } from './cell.tsx'
import classes from './imports.module.css'
import { ProblemFilter } from './problem-filter.tsx'
import { ProblemList } from './problem-list.tsx'
import { useRows } from './use-import.ts'

const route = getRouteApi('/console/imports/$id')
/** What keeps no row out, but should be looked at. */
const remarks = RowProblemKind.options.filter((kind) => kind.startsWith('parent'))

type Status = Exclude<ImportRowStatus, 'waiting' | 'refused'>
const words: Record<Status, { title: string; account: string; none: string }> = {
  imported: { title: 'Rows that became new accounts', account: 'New account', none: 'No row became a new account' },
  linked: {
    title: 'Rows of accounts that were known',
    account: 'Known account',
    none: 'No row was of a known account',
  },
  repeated: {
    title: 'Rows of a company that an earlier row is about',
    account: 'The account',
    none: 'No company came twice',
  },
}

const columns = (account: string): Column<ImportRow>[] => [
  {
    key: 'number',
    title: 'Row',
    render: ({ number }) => <span className={classes.whole}>Row {number.toLocaleString('en')}</span>,
  },
  {
    key: 'account',
    title: account,
    render: (row) =>
      row.account && (
        <TextLink to="/accounts/$id" params={{ id: row.account.id }}>
          <Cell text={row.account.name} />
        </TextLink>
      ),
  },
  { key: 'by', title: 'Said by', render: ({ resolvedByName }) => resolvedByName },
  {
    key: 'problems',
    title: 'Needs a look',
    render: ({ problems }) => (problems.length === 0 ? null : <ProblemList problems={problems} />),
  },
]

/** Rows that came in, each with its account. */
export function DoneRows({ begun, status }: { begun: AccountImport; status: Status }) {
  const { problem } = route.useSearch()
  const pages = useRows(begun.id, { status, ...(problem ? { problem } : {}), limit: 50 })
  const navigate = useNavigate()
  const { title, account, none } = words[status]
  const said = pages.items?.some(({ resolvedByName }) => resolvedByName !== null)
  const remarked = pages.items?.some(({ problems }) => problems.length > 0)
  const shown = columns(account).filter(({ key }) => (key !== 'by' || said) && (key !== 'problems' || remarked))
  return (
    <section aria-label={title} className={classes.stack}>
      <h2>{title}</h2>
      {begun.progress.remarked > 0 && <ProblemFilter kinds={remarks} label="Needs a look" />}
      <PagedTable
        caption={title}
        pages={pages}
        columns={shown}
        rowKey={({ number }) => String(number)}
        selected={undefined}
        onOpen={(number) => {
          const opened = pages.items?.find((row) => String(row.number) === number)?.account
          if (opened) void navigate({ to: '/accounts/$id', params: { id: opened.id } })
        }}
        empty={<Empty title={none} text="Rows stand here with the account that they are of." />}
      />
    </section>
  )
}
