import { useCallback } from 'react'
import { useListKeys } from './list-keys.ts'

type Go<Search> = (to: { search: Search | ((now: Search) => Search); replace: true }) => unknown

/** A list with its filters in the address: what is set, and what else the address can be made to say. */
export type ListState<Search> = {
  filters: Omit<Search, 'open' | 'do' | 'claim'>
  isFiltered: boolean
  open: string | undefined
  /** The row that the keys are at. */
  current: string | undefined
  set(change: Partial<Search>): void
  clear(): void
  /** Filters that were kept, in the place of those that are set. */
  show(kept: Record<string, string>): void
  /** Opens a record beside the list, or closes it; what was being done to another one is left. */
  setOpen(id: string | undefined): void
}

/** `rows` as far as they are read; `goTo` opens a record as a page. */
export function useListState<Search extends { open?: string | undefined }>(input: {
  search: Search
  navigate: Go<Search>
  rows: { id: string }[] | undefined
  goTo: (id: string) => unknown
}): ListState<Search> {
  const { search, navigate, rows, goTo } = input
  const { open, do: _, claim: __, ...filters } = search as Search & { do?: unknown; claim?: unknown }
  const set = useCallback(
    (change: Partial<Search>) => void navigate({ search: (now) => ({ ...now, ...change }), replace: true }),
    [navigate],
  )
  const show = useCallback(
    (kept: Record<string, string>) => void navigate({ search: kept as unknown as Search, replace: true }),
    [navigate],
  )
  const setOpen = useCallback(
    (id: string | undefined) =>
      void navigate({ search: (now) => ({ ...now, open: id, do: undefined, claim: undefined }), replace: true }),
    [navigate],
  )
  const current = useListKeys({ ids: rows?.map(({ id }) => id) ?? [], open, setOpen, goTo })
  const isFiltered = Object.values(filters).some((value) => value !== undefined)
  return { filters, isFiltered, open, current, set, show, setOpen, clear: () => show({}) }
}
