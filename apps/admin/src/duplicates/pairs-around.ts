import { useRef } from 'react'
import { accounts, useCall } from '../api.ts'

type Pair = { one: string; other: string }

/**
 * The pairs before and after this one in the list, which is read as the list shows it. A pair that was decided leaves the
 * list; the one that took its place is next.
 */
export function usePairsAround({ one, other }: Pair, accountId: string | undefined) {
  const list = useCall(accounts.listDuplicates, { query: { limit: 100, accountId } }, { keep: true })
  const pairs = (list.data?.data.items ?? []).map((each): Pair => ({ one: each.one.id, other: each.other.id }))
  const place = useRef(0)
  const at = pairs.findIndex((each) => [each.one, each.other].toSorted().join() === [one, other].toSorted().join())
  if (at >= 0) place.current = at
  return {
    next: at >= 0 ? pairs[at + 1] : (pairs[place.current] ?? pairs[0]),
    before: place.current > 0 ? pairs[place.current - 1] : undefined,
    left: pairs.length,
  }
}
