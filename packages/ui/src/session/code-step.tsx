import { Button } from '@mantine/core'
import { type SubmitEvent, useEffect, useState } from 'react'
import { TextField } from '../fields.tsx'
import classes from '../sign-in.module.css'
import { sendCode } from './auth-calls.tsx'
import { SignInFrame } from './frame.tsx'

/** The second half of signing in, for people with a second factor. */
export function CodeStep({ onSignedIn, onBack }: { onSignedIn: () => void; onBack: () => void }) {
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => document.getElementById('code')?.focus(), [])
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (code.trim() === '') return setProblem('Type the code that your phone shows.')
    setBusy(true)
    setProblem(null)
    const { refused } = await sendCode(code)
    setBusy(false)
    if (refused === null) return onSignedIn()
    setProblem(refused)
    setCode('')
    document.getElementById('code')?.focus()
  }
  return (
    <SignInFrame
      title="Which code does your phone show?"
      lead="Open your authenticator app, and type the six digits for Parley."
    >
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextField
          label="Code"
          name="code"
          autoComplete="one-time-code"
          hint="Without your phone, type one of your recovery codes. Each works once."
          value={code}
          onChange={setCode}
        />
        <div role="alert" className={classes.problem}>
          {problem}
        </div>
        <Button type="submit" size="md" loading={busy}>
          Sign in
        </Button>
        <Button variant="subtle" color="gray" onClick={onBack}>
          Sign in as somebody else
        </Button>
      </form>
    </SignInFrame>
  )
}
