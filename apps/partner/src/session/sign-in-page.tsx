import { SignIn, useDemoHints } from '@parley/ui/sign-in'
import { useRouter, useSearch } from '@tanstack/react-router'
import { queryClient } from '../api.ts'
import { paths } from '../paths.ts'

export function SignInPage() {
  const router = useRouter()
  const { next, error } = useSearch({ from: paths.signIn })
  const hints = useDemoHints('partner')
  const enter = () => {
    queryClient.clear()
    router.history.push(next ?? paths.home)
  }
  return (
    <SignIn
      app="partner"
      next={next ?? paths.home}
      providerError={error}
      title="Who is it?"
      lead="Sign in to register deals and see how yours stand."
      hints={hints}
      demo={
        <>
          All of them sell for the same vendor. Begin with the first: see what waits, and register a deal. Then look at
          it from the other side, in <a href="/admin/">the vendor’s console</a>.
        </>
      }
      onSignedIn={enter}
    />
  )
}
