import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './notice.module.css'

/** Something to know before going on. Announced when it appears. */
export function Notice(props: { title: string; children: ReactNode; tone?: 'waiting' | 'refused' }) {
  return (
    <div className={classes.notice} data-tone={props.tone ?? 'waiting'} role="alert">
      <h2>
        <IconAlertTriangle size={18} aria-hidden />
        {props.title}
      </h2>
      {props.children}
    </div>
  )
}
