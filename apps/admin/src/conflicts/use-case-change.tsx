import type { Route } from '@parley/contract/route'
import { staffConflicts } from '@parley/contract/routes/conflicts'
import { isStale, ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf } from '@parley/ui/query'
import { useQueryClient } from '@tanstack/react-query'
import { accounts, useRefresh, useSend } from '../api.ts'

/** Sends a change of a case, and shows what it is then. */
export function useCaseChange<R extends Route>(route: R, id: string, after: () => void = () => {}) {
  const client = useQueryClient()
  const refresh = useRefresh()
  return useSend(route, {
    onDone: (answer) => {
      after()
      if (answer.etag) client.setQueryData(queryKeyOf(staffConflicts.get, { params: { id } }), answer)
      else void refresh(staffConflicts.get)
      void refresh(accounts.listConflicts)
    },
  })
}

/** Why it wasn't kept; when something happened meanwhile, the case is read again. */
export function Refused({ error, onReload }: { error: unknown; onReload: () => void }) {
  const again = isStale(error) ? { onRetry: onReload, retryLabel: 'Show it as it is now' } : {}
  return <ProblemNotice error={error} focus {...again} />
}
