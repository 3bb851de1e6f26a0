import { useNavigate, useSearch } from '@tanstack/react-router'
import type { DealDoing } from '../paths.ts'

/** Which form is open, and about which claim, stands in the URL: on a page as in a panel. */
export function useDoing() {
  const { do: doing, claim } = useSearch({ strict: false })
  const navigate = useNavigate()
  const set = (next: DealDoing | undefined, about?: string) =>
    navigate({
      to: '.',
      search: (now: Record<string, unknown>) => ({ ...now, do: next, claim: about }),
      replace: true,
      resetScroll: false,
    } as never)
  return [doing as DealDoing | undefined, set, claim as string | undefined] as const
}
