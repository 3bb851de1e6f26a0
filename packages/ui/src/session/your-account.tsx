import { Button } from '@mantine/core'
import { ownAccount } from '@parley/contract/routes/sign-in'
import { type SubmitEvent, useState } from 'react'
import { TextField } from '../fields.tsx'
import { fieldErrors, ProblemNotice } from '../problem.tsx'
import { useCall, useSend } from '../query.tsx'
import { useReadOnly } from '../read-only.tsx'
import { ListSkeleton } from '../skeletons.tsx'
import classes from './account.module.css'
import { OwnPassword } from './own-password.tsx'
import { OwnSecondFactor } from './own-second-factor.tsx'
import { OwnSessions } from './own-sessions.tsx'

/** Name, password, second factor, sessions. `onChanged`: who is signed in, and what they may do, is to be read again. */
export function YourAccount({ now, onChanged }: { now: string; onChanged: () => void }) {
  const readOnly = useReadOnly()
  const asked = useCall(ownAccount.get, {}, { enabled: readOnly === null })
  if (readOnly !== null)
    return <p>How somebody signs in, and where, is theirs alone: it isn’t shown to whoever looks as them.</p>
  if (asked.error && !asked.data) return <ProblemNotice error={asked.error} onRetry={() => asked.refetch()} />
  if (!asked.data) return <ListSkeleton rows={4} rowHeight={120} />
  const own = asked.data.data
  const changed = () => {
    void asked.refetch()
    onChanged()
  }
  return (
    <div className={classes.account}>
      {own.secondFactor.needed && (
        <p className={classes.needed}>
          The vendor asks for a second factor. Set it up here; everything else opens with it.
        </p>
      )}
      {own.ways.password && own.secondFactor.needed && <OwnSecondFactor own={own} onChanged={changed} />}
      <OwnName name={own.name} email={own.email} onChanged={changed} />
      {own.ways.password && <OwnPassword hasPassword={own.hasPassword} onChanged={changed} />}
      {own.ways.password && !own.secondFactor.needed && <OwnSecondFactor own={own} onChanged={changed} />}
      {!own.ways.password && own.ways.provider && (
        <section className={classes.part} aria-label="Signing in">
          <p>You sign in with {own.ways.provider.name}: your password, and what else is asked for, are kept there.</p>
        </section>
      )}
      <OwnSessions sessions={own.sessions} now={now} onChanged={changed} />
    </div>
  )
}

function OwnName(props: { name: string; email: string; onChanged: () => void }) {
  const [name, setName] = useState(props.name)
  const rename = useSend(ownAccount.rename, { onDone: props.onChanged })
  const errors = fieldErrors(rename.error)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    rename.mutate({ body: { name } })
  }
  return (
    <section className={classes.part} aria-labelledby="own-name">
      <h2 id="own-name">Your name</h2>
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextField
          label="Name"
          name="name"
          autoComplete="name"
          value={name}
          onChange={setName}
          error={errors['/name']}
        />
        <p className={classes.dim}>
          You sign in as <strong>{props.email}</strong>. Others see your name beside what you do from now on.
        </p>
        {rename.error && !errors['/name'] && <ProblemNotice error={rename.error} focus />}
        <div className={classes.buttons}>
          <Button
            type="submit"
            variant="default"
            loading={rename.isPending}
            disabled={name.trim() === props.name || name.trim() === ''}
          >
            Save the name
          </Button>
          <span role="status" className={classes.dim}>
            {rename.isSuccess && name.trim() === props.name ? 'Saved.' : ''}
          </span>
        </div>
      </form>
    </section>
  )
}
