import type { ReactNode } from 'react'
import classes from './empty.module.css'

/** Says what will be here, and offers the first step. */
export function Empty({ title, text, action }: { title: string; text: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <h2>{title}</h2>
      <p>{text}</p>
      {action && <div className={classes.action}>{action}</div>}
    </div>
  )
}
