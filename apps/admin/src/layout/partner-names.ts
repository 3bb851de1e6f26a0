import { users } from '@parley/contract/routes/team'
import { useEffect } from 'react'
import { usePages } from '../api.ts'

/** All partners by name, to choose from. */
export function usePartnerNames(): { id: string; name: string }[] {
  const { items, hasNextPage, isFetchingNextPage, fetchNextPage } = usePages(users.partners, { limit: 100 })
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return items ?? []
}
