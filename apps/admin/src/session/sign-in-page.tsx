import { SignIn, useDemoHints } from '@parley/ui/sign-in'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'

const route = getRouteApi('/sign-in')

export function SignInPage() {
  const { to, error } = route.useSearch()
  const client = useQueryClient()
  const router = useRouter()
  // Only a path of this console: a link can't send anybody elsewhere after signing in.
  const safe = to && /^\/(?![/\\])/.test(to) ? to : '/'
  const onSignedIn = () => {
    client.clear()
    router.history.push(`/admin${safe}`)
  }
  return (
    <SignIn
      app="admin"
      next={safe}
      providerError={error}
      title="Sign in to the console"
      lead="For the vendor’s sales, channel and policy people."
      onSignedIn={onSignedIn}
      hints={useDemoHints('staff')}
      demo={
        <>
          A channel manager decides what the policy leaves to a person. A policy editor drafts changes of the policy,
          and an approver puts them in force. Partners register deals in <a href="/">the partner app</a>.
        </>
      }
    />
  )
}
