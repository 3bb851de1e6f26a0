import { createContext, type ReactNode, useCallback, useContext, useEffect, useId, useRef } from 'react'
import classes from './dialog.module.css'
import { shown } from './name.tsx'

/** Keeps the dialog around it open, until what it gives back is called. */
const Hold = createContext<() => () => void>(() => () => {})

/** For what is told once: while it's shown, only the dialog's own button closes it. Escape would lose it for good. */
export function useHeldOpen(): void {
  const hold = useContext(Hold)
  useEffect(() => hold(), [hold])
}

/** The same while something told once is still being made: closed now, it would be made and never read. */
export function HeldOpen(): null {
  useHeldOpen()
  return null
}

/**
 * A question over the page: the browser's own dialog, which keeps the focus inside. It closes with Escape, unless something in it is
 * told once.
 */
export function Dialog({
  title,
  open,
  onClose,
  children,
}: {
  title: string
  open: boolean
  onClose: () => void
  children: ReactNode
}) {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const holds = useRef(0)
  const hold = useCallback(() => {
    holds.current += 1
    return () => {
      holds.current -= 1
    }
  }, [])
  useEffect(() => {
    if (open && !element.current?.open) element.current?.showModal()
    if (!open) element.current?.close()
  }, [open])
  return (
    <dialog
      ref={element}
      className={classes.dialog}
      aria-labelledby={titleId}
      // The key itself: a browser lets the second Escape in a row close it, whatever `cancel` says.
      onKeyDown={(event) => {
        if (event.key === 'Escape' && holds.current > 0) event.preventDefault()
      }}
      onCancel={(event) => {
        if (holds.current > 0) event.preventDefault()
      }}
      onClose={() => {
        if (open && holds.current > 0) element.current?.showModal()
        else onClose()
      }}
    >
      {open && (
        <div className={classes.inner}>
          <h2 id={titleId}>{shown(title)}</h2>
          <Hold value={hold}>{children}</Hold>
        </div>
      )}
    </dialog>
  )
}
