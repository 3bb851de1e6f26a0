import { useEffect, useRef } from 'react'

type Handler = (event: KeyboardEvent) => void

const offKey = 'parley.keysOff'
/** Single-key shortcuts can be turned off (WCAG 2.1.4); those with Ctrl or ⌘ stay. */
export const keysAreOff = () => localStorage.getItem(offKey) === 'yes'
export const turnKeysOff = (off: boolean) => localStorage.setItem(offKey, off ? 'yes' : 'no')

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.role === 'combobox')

/** On a control, Enter is the control's own. */
const onControl = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('a, button, summary, [role="tab"], [role="option"]') !== null

const inDialog = () => document.querySelector('[role="dialog"][aria-modal="true"]') !== null

/**
 * Shortcuts of one screen: `j`, `/`, `?`, or two keys as in `g q`. They never fire while somebody types, while a dialog
 * is open, or together with Ctrl, ⌘ or Alt.
 */
export function useKeys(keys: Record<string, Handler>) {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    let first = ''
    let firstAt = 0
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      if (typing(event.target) || inDialog() || keysAreOff()) return
      if (event.key === 'Enter' && onControl(event.target)) return
      const inTime = first !== '' && event.timeStamp - firstAt < 1200
      const handler = (inTime && latest.current[`${first} ${event.key}`]) || latest.current[event.key]
      first = inTime ? '' : event.key
      firstAt = event.timeStamp
      if (!handler) return
      event.preventDefault()
      handler(event)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
