import { readyToSignOut } from '@parley/ui/kept'
import { signOut } from '@parley/ui/sign-in'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { forgetAllKept } from './kept.ts'
import { forgetAllFiles } from './kept-files.ts'

/** Ends the session on the server, then forgets everything that this page has read. */
export function useSignOut() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    if (!(await readyToSignOut())) return
    await signOut()
    forgetAllKept()
    await forgetAllFiles()
    await navigate({ to: '/sign-in' })
    client.clear()
  }
}
