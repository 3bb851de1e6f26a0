import type { Route } from '@parley/contract/route'
import { staffDesignations } from '@parley/contract/routes/designations'
import { isStale } from '@parley/ui/problem'
import { queryKeyOf } from '@parley/ui/query'
import { useQueryClient } from '@tanstack/react-query'
import { useRefresh, useSend } from '../api.ts'

/** Sends a change of a letter or of what hangs on it, and shows what it is then. `id` is the letter on the screen. */
export function useLetterChange<R extends Route>(route: R, id: string, after: () => void = () => {}) {
  const client = useQueryClient()
  const refresh = useRefresh()
  const key = queryKeyOf(staffDesignations.get, { params: { id } })
  const send = useSend(route, {
    onDone: (answer) => {
      after()
      client.setQueryData(key, answer)
      void refresh(staffDesignations.list, staffDesignations.represents)
    },
  })
  const again = isStale(send.error)
    ? { onRetry: () => void client.invalidateQueries({ queryKey: key }), retryLabel: 'Show it as it is now' }
    : {}
  return { send, again }
}
