import { SignIn, useDemoHints } from '@parley/ui/sign-in'
import { useRouter, useSearch } from '@tanstack/react-router'
import { queryClient } from '../api.ts'
import { paths } from '../paths.ts'

export function SignInPage() {
  const router = useRouter()
  const { next } = useSearch({ from: paths.signIn })
  const hints = useDemoHints('partner')
  const enter = () => {
    queryClient.clear()
    router.history.push(next ?? paths.home)
  }
  return (
    <SignIn
      title="Who is it?"
      lead="Sign in to register deals and see how yours stand."
      hints={hints}
      onSignedIn={enter}
    />
  )
}
