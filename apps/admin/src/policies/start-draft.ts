import { useNavigate } from '@tanstack/react-router'
import { policies, useRefresh, useSend } from '../api.ts'

/** Starts a draft from the version in force, or another, and opens it in the studio. */
export function useStartDraft(point: string) {
  const navigate = useNavigate()
  const refresh = useRefresh()
  const send = useSend(policies.startDraft, {
    onDone: ({ data }) => {
      void refresh(policies.books)
      void navigate({ to: '/policies/drafts/$id', params: { id: data.id } })
    },
  })
  return {
    start: (basedOn?: number) => send.mutate({ params: { point }, body: basedOn === undefined ? {} : { basedOn } }),
    busy: send.isPending,
    error: send.error,
  }
}
