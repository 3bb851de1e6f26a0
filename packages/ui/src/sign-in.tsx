import { Button } from '@mantine/core'
import { signIn as routes } from '@parley/contract/routes/sign-in'
import { type ReactNode, type SubmitEvent, useEffect, useState } from 'react'
import { TextField } from './fields.tsx'
import { useCall } from './query.tsx'
import { askProvider, providerRefusal, sendPassword } from './session/auth-calls.tsx'
import { CodeStep } from './session/code-step.tsx'
import { SignInFrame } from './session/frame.tsx'
import { PasswordField } from './session/new-password.tsx'
import classes from './sign-in.module.css'
import { ListSkeleton } from './skeletons.tsx'

export { signOut } from './session/auth-calls.tsx'

export type SignInHint = { name: string; email: string; role: string; password?: string | undefined }

type DemoPerson = {
  name: string
  email: string
  roleTitle: string
  partnerName?: string | null
  password: string
  audience: 'partner' | 'staff'
}

/** The people of the demo, where one is loaded; nobody elsewhere. */
export function useDemoHints(audience: 'partner' | 'staff'): SignInHint[] {
  const [hints, setHints] = useState<SignInHint[]>([])
  useEffect(() => {
    const gone = new AbortController()
    fetch('/api/demo', { signal: gone.signal })
      .then((response) => response.json() as Promise<{ signIns?: DemoPerson[] }>)
      .then(({ signIns = [] }) =>
        setHints(
          signIns
            .filter((person) => person.audience === audience)
            .map(({ name, email, roleTitle, partnerName, password }) => ({
              name,
              email,
              password,
              role: partnerName ? `${roleTitle}, ${partnerName}` : roleTitle,
            })),
        ),
      )
      .catch(() => {})
    return () => gone.abort()
  }, [audience])
  return hints
}

/** E-mail and password, then the second factor where there is one; or the vendor's provider. `hints` are people to sign in as with one press, for a demo. */
export function SignIn({
  app,
  title,
  lead,
  next,
  providerError,
  onSignedIn,
  hints = [],
  demo,
}: {
  app: 'partner' | 'admin'
  title: string
  lead?: ReactNode
  /** Where the provider brings the reader back to, within the app. */
  next: string
  /** Why the provider's answer opened nothing, as it stands in the address. */
  providerError?: string | undefined
  onSignedIn: () => void
  hints?: SignInHint[]
  /** What a visitor to the demo can look at, and where the other side of it is. */
  demo?: ReactNode
}) {
  const [step, setStep] = useState<'password' | 'code'>('password')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState<'password' | 'provider' | null>(null)
  const asked = useCall(routes.ways, {}, { staleMs: Number.POSITIVE_INFINITY })
  // When this can't be read, the form says what is the matter once it is sent.
  const ways = asked.data?.data ?? (asked.error ? { password: true, provider: null } : undefined)

  const enter = async (email: string, password: string) => {
    if (email.trim() === '' || password === '') return setProblem('Give your e-mail address and your password.')
    setBusy('password')
    setProblem(null)
    const { done, refused } = await sendPassword(email.trim(), password)
    setBusy(null)
    if (refused !== null) setProblem(refused)
    else if (done.next === 'code') setStep('code')
    else onSignedIn()
  }
  const goToProvider = async () => {
    setBusy('provider')
    const { done, refused } = await askProvider(app, next)
    if (refused === null) return window.location.assign(done)
    setBusy(null)
    setProblem(refused)
  }
  if (step === 'code') return <CodeStep onSignedIn={onSignedIn} onBack={() => setStep('password')} />
  const refusedThere = providerError && ways?.provider ? providerRefusal(providerError, ways.provider.name) : null
  return (
    <SignInFrame title={title} lead={lead}>
      {!ways && <ListSkeleton rows={3} />}
      {refusedThere && !problem && (
        <div role="alert" className={classes.problem}>
          {refusedThere}
        </div>
      )}
      {ways?.provider && (
        <Button
          size="md"
          variant={ways.password ? 'default' : 'filled'}
          loading={busy === 'provider'}
          onClick={goToProvider}
        >
          Sign in with {ways.provider.name}
        </Button>
      )}
      {ways?.password ? (
        <PasswordStep
          home={app === 'admin' ? '/admin' : ''}
          busy={busy === 'password'}
          problem={problem}
          hints={hints}
          demo={demo}
          onEnter={enter}
        />
      ) : (
        <div role="alert" className={classes.problem}>
          {problem}
        </div>
      )}
    </SignInFrame>
  )
}

function PasswordStep(props: {
  home: string
  busy: boolean
  problem: string | null
  hints: SignInHint[]
  demo: ReactNode
  onEnter: (email: string, password: string) => void
}) {
  const { hints, onEnter } = props
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    onEnter(email, password)
  }
  const choose = (hint: SignInHint) => {
    setEmail(hint.email)
    setPassword(hint.password ?? '')
    if (hint.password) onEnter(hint.email, hint.password)
  }
  return (
    <>
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextField label="E-mail" name="email" type="email" autoComplete="username" value={email} onChange={setEmail} />
        <PasswordField label="Password" name="password" value={password} onChange={setPassword} />
        <div role="alert" className={classes.problem}>
          {props.problem}
        </div>
        <Button type="submit" size="md" loading={props.busy}>
          Sign in
        </Button>
        <a className={classes.forgot} href={`${props.home}/forgot-password`}>
          Forgot your password?
        </a>
      </form>
      {hints.length > 0 && (
        <section className={classes.hints}>
          <h2>This is a demo. Sign in as:</h2>
          <Hints hints={hints.slice(0, hintsInView)} onChosen={choose} />
          {hints.length > hintsInView && (
            <details>
              <summary>{hints.length - hintsInView} more</summary>
              <div className={classes.hints}>
                <Hints hints={hints.slice(hintsInView)} onChosen={choose} />
              </div>
            </details>
          )}
          {props.demo && <p className={classes.demo}>{props.demo}</p>}
        </section>
      )}
    </>
  )
}

const hintsInView = 5

function Hints({ hints, onChosen }: { hints: SignInHint[]; onChosen: (hint: SignInHint) => void }) {
  return hints.map((hint) => (
    <button key={hint.email} type="button" className={classes.hint} onClick={() => onChosen(hint)}>
      <strong>{hint.name}</strong>
      <span>{hint.role}</span>
    </button>
  ))
}
