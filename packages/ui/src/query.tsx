import { type Call, call, ProblemError } from '@parley/contract/client'
import type { ResponseOf, Route } from '@parley/contract/route'
import {
  keepPreviousData,
  MutationCache,
  QueryCache,
  QueryClient,
  type QueryKey,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
} from '@tanstack/react-query'
import { useRef } from 'react'
import { formIsKept, goToFirstBadField, watchForms } from './first-bad-field.tsx'

/** A record, and the ETag to send with an edit. */
export type Answer<R extends Route> = { data: ResponseOf<R>; etag: string | null }

/** Same route and same input, same cache entry. `[route.id]` alone matches all of a route's entries. */
export const queryKeyOf = <R extends Route>(route: R, input: Pick<Call<R>, 'params' | 'query'> = {}): QueryKey => [
  route.id,
  input.params ?? null,
  input.query ?? null,
]

const isSignedOut = (error: unknown) => error instanceof ProblemError && error.problem.code === 'notSignedIn'

/** The network was down, or the server had a bad moment. */
const mayPass = (error: unknown) =>
  error instanceof TypeError || (error instanceof ProblemError && error.problem.status >= 500)

/** Retries what may pass by itself, never an answer; `onSignedOut` is called when a session has ended. */
export function createQueryClient({ onSignedOut }: { onSignedOut?: () => void } = {}): QueryClient {
  const onError = (error: unknown) => {
    if (isSignedOut(error)) onSignedOut?.()
  }
  const onRefused = (error: unknown) => {
    onError(error)
    goToFirstBadField(error)
  }
  watchForms()
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError: onRefused, onSuccess: formIsKept }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && mayPass(error),
      },
      mutations: { retry: false },
    },
  })
}

/** Reads a route. `enabled: false` waits; `keep` shows the last answer while the next is on its way. */
export function useCall<R extends Route>(
  route: R,
  input: Pick<Call<R>, 'params' | 'query' | 'body'> = {},
  { enabled = true, keep = false, staleMs }: { enabled?: boolean; keep?: boolean; staleMs?: number } = {},
): UseQueryResult<Answer<R>> {
  return useQuery<Answer<R>>({
    queryKey: input.body === undefined ? queryKeyOf(route, input) : [...queryKeyOf(route, input), input.body],
    queryFn: ({ signal }) => call(route, { ...input, signal } as Call<R>),
    enabled,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    ...(staleMs === undefined ? {} : { staleTime: staleMs }),
  })
}

type Listed<R extends Route> = R extends { response: { _zod: { output: { items: (infer Item)[] } } } } ? Item : never

/** What a list that is read page by page needs to show each of its states. */
export type Pages<Row> = {
  items: Row[] | undefined
  error: unknown
  refetch: () => unknown
  isPlaceholderData: boolean
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

/** A list that is read page by page. A changed filter is another list, so it starts without a cursor. */
export function usePages<R extends Route>(route: R, query: Record<string, unknown>) {
  const pages = useInfiniteQuery({
    queryKey: [route.id, 'pages', query],
    queryFn: ({ signal, pageParam }) =>
      call(route, { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal } as Call<R>),
    initialPageParam: '',
    getNextPageParam: ({ data }) => (data as { nextCursor: string | null }).nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })
  const items = pages.data?.pages.flatMap(({ data }) => (data as { items: Listed<R>[] }).items)
  return { ...pages, items }
}

/**
 * Sends to a route. The Idempotency-Key stays the same while the same input is sent again after a failure, so that a
 * retry never does it twice.
 */
export function useSend<R extends Route>(
  route: R,
  { onDone }: { onDone?: (answer: Answer<R>, input: Call<R>) => void } = {},
): UseMutationResult<Answer<R>, Error, Call<R>> {
  const attempt = useRef<{ input: string; key: string } | null>(null)
  return useMutation({
    mutationFn: (input: Call<R>) => {
      const same = JSON.stringify(input)
      if (attempt.current?.input !== same) attempt.current = { input: same, key: crypto.randomUUID() }
      return call(route, { idempotencyKey: attempt.current.key, ...input })
    },
    onSuccess: (answer, input) => {
      attempt.current = null
      onDone?.(answer, input)
    },
  })
}
