import { Button, PasswordInput } from '@mantine/core'
import { type ReactNode, type SubmitEvent, useEffect, useState } from 'react'
import { BrandMark } from './brand.tsx'
import { FieldLabel } from './field-parts.tsx'
import { TextField } from './fields.tsx'
import classes from './sign-in.module.css'

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

/** Null when it went well; otherwise what to tell the reader. */
async function signIn(email: string, password: string): Promise<string | null> {
  try {
    const response = await fetch('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'same-origin',
      body: JSON.stringify({ email, password }),
    })
    if (response.ok) return null
    if (response.status === 429) return 'That were many tries in a row. Wait a minute, then try again.'
    if (response.status >= 500) return 'Signing in doesn’t work at the moment. Try again in a minute.'
    return 'This e-mail address and password don’t go together. Check both.'
  } catch {
    return 'The server can’t be reached. Check your connection, then try again.'
  }
}

/** E-mail and password. `hints` are people to sign in as with one press, for a demo. */
export function SignIn({
  title,
  lead,
  onSignedIn,
  hints = [],
  demo,
}: {
  title: string
  lead?: ReactNode
  onSignedIn: () => void
  hints?: SignInHint[]
  /** What a visitor to the demo can look at, and where the other side of it is. */
  demo?: ReactNode
}) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    document.title = `${title} · Parley`
  }, [title])

  const enter = async (as: { email: string; password: string }) => {
    if (as.email.trim() === '' || as.password === '') return setProblem('Give your e-mail address and your password.')
    setBusy(true)
    setProblem(null)
    const refused = await signIn(as.email.trim(), as.password)
    setBusy(false)
    if (refused === null) onSignedIn()
    else setProblem(refused)
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void enter({ email, password })
  }
  const choose = (hint: SignInHint) => {
    setEmail(hint.email)
    setPassword(hint.password ?? '')
    if (hint.password) void enter({ email: hint.email, password: hint.password })
  }
  return (
    <main className={classes.screen}>
      <div className={classes.box}>
        <div className={classes.brand}>
          <BrandMark /> Parley
        </div>
        <div>
          <h1>{title}</h1>
          {lead && <p style={{ color: 'var(--dim)', marginTop: '0.375rem' }}>{lead}</p>}
        </div>
        <form className={classes.form} onSubmit={submit} noValidate>
          <TextField
            label="E-mail"
            name="email"
            type="email"
            autoComplete="username"
            value={email}
            onChange={setEmail}
          />
          <PasswordInput
            label={<FieldLabel label="Password" />}
            id="password"
            name="password"
            size="md"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <div role="alert" style={{ color: 'var(--refused-ink)' }}>
            {problem}
          </div>
          <Button type="submit" size="md" loading={busy}>
            Sign in
          </Button>
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
            {demo && <p className={classes.demo}>{demo}</p>}
          </section>
        )}
      </div>
    </main>
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

/** Ends the session on the server. */
export async function signOut(): Promise<void> {
  await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    credentials: 'same-origin',
    body: '{}',
  })
}
