import { useNavigate, useSearch } from '@tanstack/react-router'

export type Doing = 'decide' | 'ask' | 'close' | 'settle'

/** Which form is open stands in the URL, on a page as in a panel. */
export function useDoing() {
  const { do: doing } = useSearch({ strict: false })
  const navigate = useNavigate()
  const set = (next: Doing | undefined) =>
    navigate({ to: '.', search: (now: Record<string, unknown>) => ({ ...now, do: next }), replace: true } as never)
  return [doing as Doing | undefined, set] as const
}
