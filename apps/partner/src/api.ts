import { call } from '@parley/contract/client'
import { partner } from '@parley/contract/routes/partner'
import { session } from '@parley/contract/routes/session'
import type { Me } from '@parley/contract/session'
import { dayIn } from '@parley/ui/date'
import { createQueryClient } from '@parley/ui/query'
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

export const routes = partner

const events = new EventTarget()
/** Called when the server says that the session has ended. Gives back how to stop listening. */
export function whenSignedOut(listener: () => void): () => void {
  events.addEventListener('signedOut', listener)
  return () => events.removeEventListener('signedOut', listener)
}
export const queryClient = createQueryClient({ onSignedOut: () => events.dispatchEvent(new Event('signedOut')) })

/** Who is signed in, with the browser's monotonic time of the answer: days are counted from the server's clock. */
export const meQuery = queryOptions({
  queryKey: [session.me.id],
  queryFn: async ({ signal }) => {
    const { data } = await call(session.me, { signal })
    return { me: data, receivedAtMs: performance.now() }
  },
  staleTime: 300_000,
})

/** Who is signed in. Only below the signed-in route, which has loaded it. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data.me

/** The server's present instant, moving on by itself every half minute. */
export function useNow(): string {
  const { me, receivedAtMs } = useSuspenseQuery(meQuery).data
  const [elapsedMs, setElapsedMs] = useState(() => performance.now() - receivedAtMs)
  useEffect(() => {
    const update = () => setElapsedMs(performance.now() - receivedAtMs)
    update()
    const timer = setInterval(update, 30_000)
    return () => clearInterval(timer)
  }, [receivedAtMs])
  return new Date(Date.parse(me.now) + elapsedMs).toISOString()
}

/** The vendor's present day, by which the server judges what is to come: `YYYY-MM-DD`. */
export const useToday = (): string => dayIn(useNow(), useMe().vendor.timeZone)

/** Everything that a recorded change may have changed: home, lists, rows. */
export const refreshRegistrations = () =>
  Promise.all(
    [partner.home, partner.list, partner.listDrafts].map((route) =>
      queryClient.invalidateQueries({ queryKey: [route.id] }),
    ),
  )
