import { useState } from 'react'
import { useKeys } from './keys.ts'

/**
 * `j` and `k` go through a list, Enter opens the panel, `o` the page, Escape closes the panel. While the panel is open it
 * follows; the row that is current scrolls into view.
 */
export function useListKeys(input: {
  ids: string[]
  open: string | undefined
  setOpen: (id: string | undefined) => void
  goTo: (id: string) => void
}) {
  const [at, setAt] = useState<string>()
  const current = input.open ?? at
  const step = (by: 1 | -1) => {
    const index = current === undefined ? -1 : input.ids.indexOf(current)
    const next = input.ids[index === -1 ? (by === 1 ? 0 : input.ids.length - 1) : index + by]
    if (next === undefined) return
    setAt(next)
    if (input.open) input.setOpen(next)
    requestAnimationFrame(() => {
      const row = document.getElementById(`row-${next}`)
      row?.scrollIntoView({ block: 'nearest' })
      // Enter is the row's then, not that of the link that led here.
      row?.querySelector<HTMLElement>('button, a')?.focus({ preventScroll: true })
    })
  }
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    Enter: () => current && input.setOpen(current),
    o: () => current && input.goTo(current),
    Escape: () => {
      setAt(current)
      if (input.open) input.setOpen(undefined)
    },
  })
  return current
}

/** The same for a list without a panel: Enter and `o` open the record's page. Ends in the row that is current. */
export function usePageKeys(rows: readonly { id: string }[] | undefined, goTo: (id: string) => unknown) {
  const open = (id: string | undefined) => void (id && goTo(id))
  return useListKeys({ ids: rows?.map(({ id }) => id) ?? [], open: undefined, setOpen: open, goTo: open })
}
