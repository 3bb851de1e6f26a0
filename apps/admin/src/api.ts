import { call, ProblemError } from '@parley/contract/client'
import type { Route } from '@parley/contract/route'
import { accounts } from '@parley/contract/routes/accounts'
import { audit } from '@parley/contract/routes/audit'
import { imports } from '@parley/contract/routes/imports'
import { policies } from '@parley/contract/routes/policies'
import { session } from '@parley/contract/routes/session'
import { staff } from '@parley/contract/routes/staff'
import type { Me } from '@parley/contract/session'
import { dayIn } from '@parley/ui/date'
import { type Answer, useCall, usePages, useSend } from '@parley/ui/query'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

export { type Answer, accounts, audit, call, imports, policies, staff, useCall, usePages, useSend }

export const isCode = (error: unknown, code: string) => error instanceof ProblemError && error.problem.code === code

type SignedIn = { me: Me; readAt: number }

/** Who is signed in. `readAt` is on the page's monotonic clock: the device's own clock is never asked. */
export const meOptions = queryOptions({
  queryKey: [session.me.id],
  queryFn: async ({ signal }): Promise<SignedIn> => {
    const { data } = await call(session.me, { signal })
    return { me: data, readAt: performance.now() }
  },
  staleTime: 5 * 60_000,
  // Another window may have begun or ended a view as a partner’s person meanwhile.
  refetchOnWindowFocus: 'always',
})

function useSignedIn(): SignedIn {
  const { data } = useQuery(meOptions)
  if (!data) throw new Error('useMe is for screens below the signed-in layout.')
  return data
}

/** Only below the signed-in layout, which has read it. */
export const useMe = (): Me => useSignedIn().me

/** The server's present instant, ISO 8601; moves on every half minute. */
export function useNow(): string {
  const { me, readAt } = useSignedIn()
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 30_000)
    return () => clearInterval(timer)
  }, [])
  return new Date(Date.parse(me.now) + (performance.now() - readAt)).toISOString()
}

/** The vendor's present day, by which the server judges what is to come: `YYYY-MM-DD`. */
export const useToday = (): string => dayIn(useNow(), useMe().vendor.timeZone)

/** After a change everything that shows it is read again. */
export function useRefresh() {
  const client = useQueryClient()
  return (...routes: Route[]) => Promise.all(routes.map((route) => client.invalidateQueries({ queryKey: [route.id] })))
}
