import { type AccountImport, type ImportRow, RowProblemKind } from '@parley/contract/imports'
import type { Column } from '@parley/ui/data-table'
import { Empty } from '@parley/ui/empty'
import { getRouteApi } from '@tanstack/react-router'
import { PagedTable } from '../layout/list-page.tsx'
import { Cell } from './cell.tsx'
import classes from './imports.module.css'
import { ProblemFilter } from './problem-filter.tsx'
import { ProblemList } from './problem-list.tsx'
import { useRows } from './use-import.ts'

const route = getRouteApi('/console/imports/$id')
/** What keeps a row out; the other kinds are about rows that come in, or wait. */
const kinds = RowProblemKind.options.filter((kind) => !/^(whichAccount|parent)/.test(kind))

/** Rows that stayed out: which, why, and how to mend them. */
export function ProblemRows({ begun }: { begun: AccountImport }) {
  const { problem } = route.useSearch()
  const pages = useRows(begun.id, { status: 'refused', ...(problem ? { problem } : {}), limit: 50 })
  const names = begun.file?.columns.map(({ name }) => name) ?? []
  return (
    <section aria-label="Rows that were not imported" className={classes.stack}>
      <h2>Rows that were not imported</h2>
      {begun.progress.refused > 0 && (
        <>
          <p className={classes.dim}>
            Download them above: the file has the same columns and one that says what is wrong. Correct it and import
            it; what came in already isn’t touched.
          </p>
          <ProblemFilter kinds={kinds} />
        </>
      )}
      <PagedTable
        caption="Rows that were not imported"
        pages={pages}
        columns={columnsOf(names)}
        rowKey={({ number }) => String(number)}
        selected={undefined}
        empty={
          <Empty
            title={problem ? 'No row has this problem' : 'Every row could be imported'}
            text="Rows that can’t be imported stand here with what is wrong and how to mend it."
          />
        }
      />
    </section>
  )
}

const columnsOf = (names: string[]): Column<ImportRow>[] => [
  {
    key: 'number',
    title: 'Row',
    render: ({ number }) => <span className={classes.whole}>Row {number.toLocaleString('en')}</span>,
  },
  {
    key: 'problems',
    title: 'What is wrong',
    render: ({ problems }) => <ProblemList problems={problems} />,
  },
  { key: 'cells', title: 'In the file', render: ({ cells }) => <Cells names={names} cells={cells} /> },
]

/** What the row says, where it says anything. */
function Cells({ names, cells }: { names: string[]; cells: string[] }) {
  const said = cells
    .map((cell, at) => ({ cell, name: names[at] ?? `Cell ${at + 1}`, at }))
    .filter(({ cell }) => cell !== '')
  if (said.length === 0) return <span className={classes.dim}>Nothing</span>
  return (
    <ul className={classes.cells}>
      {said.slice(0, 8).map(({ cell, name, at }) => (
        <li key={at}>
          <span className={classes.dim}>
            <Cell text={name} />:
          </span>{' '}
          <Cell text={cell} />
        </li>
      ))}
      {said.length > 8 && <li className={classes.dim}>and {said.length - 8} cells more</li>}
    </ul>
  )
}
