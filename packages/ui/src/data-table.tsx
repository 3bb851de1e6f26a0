import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useEffect, useState } from 'react'
import classes from './data-table.module.css'

export type Column<Row> = {
  key: string
  title: string
  /** Null leaves the cell empty, and out of a card. */
  render: (row: Row) => ReactNode
  /** Figures stand at the end. */
  align?: 'end'
}

type Props<Row> = {
  /** What the table holds, for screen readers. */
  caption: string
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
  /** Opens a row: the first column becomes the button for it, unless it holds a link already. */
  onRow?: (row: Row) => void
  firstIsLink?: boolean
  selectedKey?: string | undefined
  /** j and k move, Enter opens, while no field has the focus. */
  keyboard?: boolean
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"], dialog') !== null

function useRowKeys<Row>({ rows, rowKey, onRow, keyboard, selectedKey }: Props<Row>): string | undefined {
  const [active, setActive] = useState<string | undefined>(selectedKey)
  useEffect(() => {
    if (!keyboard) return
    const onKey = (event: KeyboardEvent) => {
      if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
      const at = rows.findIndex((row) => rowKey(row) === active)
      if (event.key === 'j' || event.key === 'k') {
        const next = rows[Math.min(Math.max(at + (event.key === 'j' ? 1 : -1), 0), rows.length - 1)]
        if (next) setActive(rowKey(next))
      }
      const row = rows[at]
      const onControl = event.target instanceof HTMLElement && event.target.closest('a, button, summary') !== null
      if (event.key === 'Enter' && row && onRow && !onControl) onRow(row)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [rows, rowKey, onRow, keyboard, active])
  return keyboard ? active : undefined
}

/** Rows as a table with its first column pinned; as cards on a narrow screen. */
export function DataTable<Row>(props: Props<Row>) {
  const narrow = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false })
  const active = useRowKeys(props)
  return narrow ? <Cards {...props} /> : <Wide {...props} active={active} />
}

function Wide<Row>({
  caption,
  columns,
  rows,
  rowKey,
  onRow,
  selectedKey,
  firstIsLink,
  active,
}: Props<Row> & { active?: string | undefined }) {
  useEffect(() => {
    if (active) document.getElementById(`row-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <caption className="visuallyHidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th
                key={column.key}
                scope="col"
                className={`${index === 0 ? classes.first : ''} ${column.align ? classes.end : ''}`}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = rowKey(row)
            const look = `${onRow ? classes.clickable : ''} ${key === active ? classes.active : ''} ${key === selectedKey ? classes.selected : ''}`
            return (
              // The whole row is a larger target for the button in its first cell, which keyboards and screen readers use.
              <tr key={key} id={`row-${key}`} className={look} onClick={() => onRow?.(row)}>
                {columns.map((column, index) => (
                  <td
                    key={column.key}
                    className={`${index === 0 ? classes.first : ''} ${column.align ? `${classes.end} tabular` : ''}`}
                  >
                    {index === 0 && onRow && !firstIsLink ? (
                      <Open onOpen={() => onRow(row)}>{column.render(row)}</Open>
                    ) : (
                      column.render(row)
                    )}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Open({ onOpen, children }: { onOpen: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      className={classes.open}
      onClick={(event) => {
        event.stopPropagation()
        onOpen()
      }}
    >
      {children}
    </button>
  )
}

function Cards<Row>({ caption, columns, rows, rowKey, onRow, selectedKey, firstIsLink }: Props<Row>) {
  const [first, ...others] = columns
  return (
    <ul className={classes.cards} aria-label={caption}>
      {rows.map((row) => (
        <li key={rowKey(row)} className={`${classes.card} ${rowKey(row) === selectedKey ? classes.selected : ''}`}>
          {first &&
            (onRow && !firstIsLink ? (
              <Open onOpen={() => onRow(row)}>{first.render(row)}</Open>
            ) : (
              <div>{first.render(row)}</div>
            ))}
          {others.map((column) => {
            const value = column.render(row)
            return value === null ? null : (
              <div key={column.key} className={classes.cell}>
                <span>{column.title}</span>
                <span className={column.align ? 'tabular' : ''}>{value}</span>
              </div>
            )
          })}
        </li>
      ))}
    </ul>
  )
}
