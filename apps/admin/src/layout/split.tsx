import { ActionIcon, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './split.module.css'

/**
 * A list with the open record beside it, so that place is never lost. On a narrow screen the record takes the list's
 * room until it is closed.
 */
export function Split(props: {
  children: ReactNode
  panel: ReactNode
  label: string
  bar: ReactNode
  onClose: () => void
}) {
  const open = props.panel !== null
  return (
    <div className={classes.split} data-open={open}>
      <div className={classes.list}>{props.children}</div>
      {open && (
        <aside className={classes.panel} aria-label={props.label}>
          <div className={classes.bar}>
            <div>{props.bar}</div>
            <Tooltip label="Close (Esc)">
              <ActionIcon variant="subtle" color="gray" aria-label="Close the panel" onClick={props.onClose}>
                <IconX size={18} />
              </ActionIcon>
            </Tooltip>
          </div>
          <div className={classes.body}>{props.panel}</div>
        </aside>
      )}
    </div>
  )
}

/** A page without a list: the same padding, its own scrolling. */
export function Sheet(props: { children: ReactNode }) {
  return <div className={classes.sheet}>{props.children}</div>
}
