import { Button } from '@mantine/core'
import { ownAccount } from '@parley/contract/routes/sign-in'
import { type SubmitEvent, useState } from 'react'
import { Dialog } from '../dialog.tsx'
import { fieldErrors, ProblemNotice } from '../problem.tsx'
import { useSend } from '../query.tsx'
import classes from './account.module.css'
import { PasswordField } from './new-password.tsx'

export function OwnPassword({ hasPassword, onChanged }: { hasPassword: boolean; onChanged: () => void }) {
  const [open, setOpen] = useState(false)
  const [changed, setChanged] = useState(false)
  const done = () => {
    setOpen(false)
    setChanged(true)
    onChanged()
  }
  return (
    <section className={classes.part} aria-labelledby="own-password">
      <h2 id="own-password">Password</h2>
      {hasPassword ? (
        <>
          <p role="status">
            {changed
              ? 'Your new password counts from now on. All other sessions have ended.'
              : 'Changing it ends all your other sessions.'}
          </p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={() => setOpen(true)}>
              Change the password
            </Button>
          </div>
        </>
      ) : (
        <p>You have none here. If you want one, sign out, and choose “Forgot your password?” where you sign in.</p>
      )}
      <Dialog title="Change the password" open={open} onClose={() => setOpen(false)}>
        <ChangePassword onDone={done} onLeave={() => setOpen(false)} />
      </Dialog>
    </section>
  )
}

function ChangePassword({ onDone, onLeave }: { onDone: () => void; onLeave: () => void }) {
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const change = useSend(ownAccount.changePassword, { onDone })
  const errors = fieldErrors(change.error)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    change.mutate({ body: { current, password } })
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <PasswordField
        label="Your password now"
        name="current-password"
        value={current}
        onChange={setCurrent}
        error={errors['/current']}
      />
      <PasswordField
        label="New password"
        name="new-password"
        fresh
        value={password}
        onChange={setPassword}
        error={errors['/password']}
      />
      {change.error && Object.keys(errors).length === 0 && <ProblemNotice error={change.error} focus />}
      <div className={classes.buttons}>
        <Button type="submit" loading={change.isPending} disabled={current === '' || password === ''}>
          Change it
        </Button>
        <Button variant="default" onClick={onLeave}>
          Leave it
        </Button>
      </div>
    </form>
  )
}
