import { signIn } from '@parley/contract/routes/sign-in'
import { useState } from 'react'
import { Empty } from '../empty.tsx'
import { fieldErrors } from '../problem.tsx'
import { useCall, useSend } from '../query.tsx'
import { ListSkeleton } from '../skeletons.tsx'
import { SignInFrame } from './frame.tsx'
import { NewPasswordForm } from './new-password.tsx'

/** Where the link leads that was sent by e-mail. Its token stands behind the #, so that no server's log has it. */
export function SetPassword({ home }: { home: '' | '/admin' }) {
  const [token] = useState(() => window.location.hash.slice(1))
  // Asked first: nobody should think up and type a password for a link that is over.
  const check = useCall(
    signIn.checkReset,
    { body: { token } },
    { enabled: token !== '', staleMs: Number.POSITIVE_INFINITY },
  )
  const set = useSend(signIn.setPassword)
  const refused = [check.error, set.error].some((error) => fieldErrors(error)['/token'] !== undefined)
  const gone = token === '' || check.data?.data.usable === false || refused
  if (set.isSuccess)
    return (
      <SignInFrame
        title="Your new password is set"
        lead="Every session of yours has ended. Sign in with it from now on."
      >
        <a href={`${home}/sign-in`}>
          <strong>Sign in</strong>
        </a>
      </SignInFrame>
    )
  if (gone)
    return (
      <SignInFrame title="Choose a new password">
        <Empty
          title="This link can’t be used any more"
          text="It was used already, it is older than an hour, or a part of it got lost."
          action={
            <a href={`${home}/forgot-password`}>
              <strong>Send a new link</strong>
            </a>
          }
        />
      </SignInFrame>
    )
  if (check.isPending)
    return (
      <SignInFrame title="Choose a new password">
        <ListSkeleton rows={2} />
      </SignInFrame>
    )
  return (
    <SignInFrame title="Choose a new password" lead="All sessions that are open end with it.">
      <NewPasswordForm
        submitLabel="Set the password"
        busy={set.isPending}
        error={set.error}
        onChosen={(password) => set.mutate({ body: { token, password } })}
      />
    </SignInFrame>
  )
}
