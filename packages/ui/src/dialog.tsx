import { type ReactNode, useEffect, useId, useRef } from 'react'
import classes from './dialog.module.css'
import { shown } from './name.tsx'

/** A question over the page: the browser's own dialog, which keeps the focus inside and closes with Escape. */
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
  useEffect(() => {
    if (open && !element.current?.open) element.current?.showModal()
    if (!open) element.current?.close()
  }, [open])
  return (
    <dialog ref={element} className={classes.dialog} aria-labelledby={titleId} onClose={onClose}>
      {open && (
        <div className={classes.inner}>
          <h2 id={titleId}>{shown(title)}</h2>
          {children}
        </div>
      )}
    </dialog>
  )
}
