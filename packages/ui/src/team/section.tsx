import type { ReactNode } from 'react'
import classes from './team.module.css'

/** A titled part of a page about people and keys, with what can be done there at its end. */
export function TeamSection(props: { title: string; note?: ReactNode; action?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section} aria-label={props.title}>
      <header>
        <div>
          <h2>{props.title}</h2>
          {props.note && <p>{props.note}</p>}
        </div>
        {props.action}
      </header>
      {props.children}
    </section>
  )
}
