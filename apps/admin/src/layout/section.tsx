import type { DecisionCard } from '@parley/contract/decisions'
import type { ReactNode } from 'react'
import classes from './section.module.css'

/** A titled part of a dense screen. With `maxHeight` it scrolls by itself, and is reachable by keyboard. */
export function Section(props: {
  title: string
  note?: ReactNode
  children: ReactNode
  maxHeight?: string | undefined
  /** What it holds has a frame of its own. */
  bare?: boolean
  /** There is nothing in it to read on paper. */
  screenOnly?: boolean
}) {
  const scrolls = props.maxHeight !== undefined
  return (
    <section className={`${classes.section} ${props.screenOnly ? classes.screenOnly : ''}`} aria-label={props.title}>
      <header>
        <h2>{props.title}</h2>
        {props.note !== undefined && <span>{props.note}</span>}
      </header>
      <div
        className={`${props.bare ? '' : classes.card} ${scrolls ? classes.scroll : ''}`}
        style={scrolls ? { maxHeight: props.maxHeight } : undefined}
        {...(scrolls ? { tabIndex: 0, role: 'group', 'aria-label': props.title } : {})}
      >
        {props.children}
      </div>
    </section>
  )
}

/** Name and value, one a row; `internal` ones never reach a partner. */
export function FactTable(props: {
  caption: string
  rows: { key: string; title: string; value: ReactNode; internal?: boolean }[]
}) {
  return (
    <table className={classes.facts}>
      <caption className="visuallyHidden">{props.caption}</caption>
      <tbody>
        {props.rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">
              {row.title}
              {row.internal && <span className={classes.tag}>internal</span>}
            </th>
            <td className="tabular">{row.value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export const Rows = ({ children }: { children: ReactNode }) => <ul className={classes.list}>{children}</ul>

/** A card's facts; they come in the order in which their decision point declares them. */
export const factRows = (card: DecisionCard) => card.facts.map((fact) => ({ ...fact, key: fact.fact }))
