import { Button } from '@mantine/core'
import { ownAccount } from '@parley/contract/routes/sign-in'
import { type SubmitEvent, useState } from 'react'
import { HeldOpen } from '../dialog.tsx'
import { TextField } from '../fields.tsx'
import { fieldErrors, ProblemNotice } from '../problem.tsx'
import { useSend } from '../query.tsx'
import classes from './account.module.css'
import { PasswordField } from './new-password.tsx'
import { QrCode } from './qr-code.tsx'
import { RecoveryCodesShown } from './recovery-codes.tsx'

/** Password, then the code to scan, then the first code from the phone, then the recovery codes: in that order, once. */
export function SetUpSecondFactor({ onDone, onLeave }: { onDone: () => void; onLeave: () => void }) {
  const start = useSend(ownAccount.startSecondFactor)
  const confirm = useSend(ownAccount.confirmSecondFactor)
  if (confirm.data) return <RecoveryCodesShown codes={confirm.data.data.codes} onKept={onDone} />
  if (start.data) return <Scan {...start.data.data} confirm={confirm} onLeave={onLeave} />
  return (
    <AskPassword
      lead="You need an authenticator app on your phone, such as the one of your password manager. Once it is on, your other sessions end: you sign in anew there, with a code. First, your password."
      submitLabel="Go on"
      busy={start.isPending}
      error={start.error}
      onGiven={({ password }) => start.mutate({ body: { password } })}
      onLeave={onLeave}
    />
  )
}

type Confirm = ReturnType<typeof useSend<typeof ownAccount.confirmSecondFactor>>

function Scan(props: { uri: string; secret: string; confirm: Confirm; onLeave: () => void }) {
  const { uri, secret, confirm, onLeave } = props
  const [code, setCode] = useState('')
  const errors = fieldErrors(confirm.error)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    confirm.mutate({ body: { code } })
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      {confirm.isPending && <HeldOpen />}
      <p>Scan this with the app, or type the text there. Then type here the six digits that the app shows.</p>
      <QrCode text={uri} label="QR code for your authenticator app" />
      <p>
        Text to type: <code className={classes.secret}>{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <TextField
        label="Code"
        name="code"
        autoComplete="one-time-code"
        value={code}
        onChange={setCode}
        error={errors['/code']}
      />
      {confirm.error && !errors['/code'] && <ProblemNotice error={confirm.error} focus />}
      <div className={classes.buttons}>
        <Button type="submit" loading={confirm.isPending} disabled={code.trim() === ''}>
          Turn it on
        </Button>
        <Button variant="default" disabled={confirm.isPending} onClick={onLeave}>
          Leave it
        </Button>
      </div>
    </form>
  )
}

/** The password once more, and a code where one is asked for: before something that an open session alone may not do. */
export function AskPassword(props: {
  lead: string
  submitLabel: string
  busy: boolean
  error: unknown
  withCode?: boolean
  /** What comes is shown once: nobody leaves while it is on its way. */
  toldOnce?: boolean
  onGiven: (given: { password: string; code: string }) => void
  onLeave: () => void
}) {
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const errors = fieldErrors(props.error)
  const held = props.busy && props.toldOnce === true
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    props.onGiven({ password, code })
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      {held && <HeldOpen />}
      <p>{props.lead}</p>
      <PasswordField
        label="Password"
        name="confirm-password"
        value={password}
        onChange={setPassword}
        error={errors['/password']}
      />
      {props.withCode && (
        <TextField
          label="Code"
          name="confirm-code"
          autoComplete="one-time-code"
          hint="From your phone, or a recovery code."
          value={code}
          onChange={setCode}
          error={errors['/code']}
        />
      )}
      {props.error !== null && Object.keys(errors).length === 0 && <ProblemNotice error={props.error} focus />}
      <div className={classes.buttons}>
        <Button
          type="submit"
          loading={props.busy}
          disabled={password === '' || (props.withCode === true && code.trim() === '')}
        >
          {props.submitLabel}
        </Button>
        <Button variant="default" disabled={held} onClick={props.onLeave}>
          Leave it
        </Button>
      </div>
    </form>
  )
}
