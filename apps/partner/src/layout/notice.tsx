import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type ReactNode, useSyncExternalStore } from 'react'
import classes from './app-frame.module.css'

let current: ReactNode = null
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()
const change = (next: ReactNode) => {
  current = next
  for (const listener of listeners) listener()
}

/** Tells the reader something in passing, for eight seconds; it survives a change of screen. */
export function say(what: ReactNode): void {
  clearTimeout(timer)
  change(what)
  timer = setTimeout(() => change(null), 8_000)
}

export function Notices() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
  return (
    <div className={classes.notices} role="status">
      {shown && (
        <div className={classes.notice}>
          <span>{shown}</span>
          <ActionIcon variant="subtle" color="gray" aria-label="Put this note away" onClick={() => change(null)}>
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </div>
      )}
    </div>
  )
}
