import type { AccountImport, ImportRow, ImportRowStatus, ImportState, RowProblemKind } from '@parley/contract/imports'
import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { call, imports, useSend } from '../api.ts'
import { importKey } from './upload.ts'

/** While it waits for a person, others may have moved it on: it is looked at again now and then. */
const askAgainMs: Record<ImportState, number | false> = {
  uploading: 5000,
  reading: 1000,
  unreadable: false,
  mapping: false,
  running: 1000,
  finished: false,
  cancelled: false,
}

/** One import, read again by itself while the server works on it. */
export const useImport = (id: string) =>
  useQuery({
    queryKey: importKey(id),
    queryFn: ({ signal }) => call(imports.get, { params: { id }, signal }),
    refetchInterval: ({ state }) => askAgainMs[state.data?.data.state ?? 'finished'],
  })

/** For an answer that is the import itself: its screens show it at once, lists and rows are read again. */
export function useMoved() {
  const client = useQueryClient()
  return (answer: { data: AccountImport; etag: string | null }) => {
    client.setQueryData(importKey(answer.data.id), answer)
    void client.invalidateQueries({ queryKey: [imports.list.id] })
    void client.invalidateQueries({ queryKey: [imports.rows.id, answer.data.id] })
  }
}

/** How the rows would be understood with this mapping: another mapping is another question. */
export const usePreview = ({ id, mapping }: AccountImport) =>
  useQuery({
    queryKey: [imports.preview.id, id, mapping],
    queryFn: ({ signal }) => call(imports.preview, { params: { id }, signal }),
  })

type Rows = { items: ImportRow[]; nextCursor: string | null }
const rowsKey = (id: string, query: object) => [imports.rows.id, id, query]

/** The rows that are done, page by page. */
export function useRows(id: string, query: { status: ImportRowStatus; problem?: RowProblemKind; limit: number }) {
  const pages = useInfiniteQuery({
    queryKey: rowsKey(id, query),
    queryFn: async ({ signal, pageParam }): Promise<Rows> => {
      const more = pageParam ? { cursor: pageParam } : {}
      return (await call(imports.rows, { params: { id }, query: { ...query, ...more }, signal })).data
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })
  return { ...pages, items: pages.data?.pages.flatMap(({ items }) => items) }
}

/** Says which account a row means. The row stays where it stands, with its answer; the counts are read again. */
export function useResolve(id: string) {
  const client = useQueryClient()
  return useSend(imports.resolveRow, {
    onDone: ({ data: row }) => {
      client.setQueriesData<InfiniteData<Rows>>({ queryKey: [imports.rows.id, id] }, (known) =>
        known ? { ...known, pages: known.pages.map((page) => withRow(page, row)) } : known,
      )
      void client.invalidateQueries({ queryKey: importKey(id) })
      void client.invalidateQueries({ queryKey: [imports.list.id] })
    },
  })
}

/** The cells of a row that is settled are let go of; on the screen they stay, to say which row it was. */
const withRow = (page: Rows, row: ImportRow): Rows => ({
  ...page,
  items: page.items.map((each) => (each.number === row.number ? { ...row, cells: each.cells } : each)),
})

/** Reads the rows again: somebody else, or a row that says the same, has settled one. */
export function useReadRowsAgain(id: string) {
  const client = useQueryClient()
  return () => {
    void client.invalidateQueries({ queryKey: [imports.rows.id, id] })
    void client.invalidateQueries({ queryKey: importKey(id) })
  }
}
