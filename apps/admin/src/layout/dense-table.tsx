import { type Column, DataTable } from '@parley/ui/data-table'
import classes from './dense-table.module.css'

type Props<Row> = {
  caption: string
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
  selectedKey?: string | undefined
  onRow?: (row: Row) => void
}

/** The shared table, with the console's closer rows. */
export function DenseTable<Row>(props: Props<Row>) {
  return (
    <div className={classes.dense}>
      <DataTable {...props} />
    </div>
  )
}
