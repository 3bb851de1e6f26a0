import type { ReactNode } from 'react'
import classes from './imports.module.css'

/** Name and value, one under the other: narrow enough to stand beside others. */
export function Facts({ facts }: { facts: { title: string; value: ReactNode }[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ title, value }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
