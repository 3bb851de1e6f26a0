import { Button } from '@mantine/core'
import type { Role } from '@parley/contract/session'
import type { Person } from '@parley/contract/team'
import { possessive } from '@parley/rules/format'
import { type SubmitEvent, useState } from 'react'
import { AbilityButton } from '../ability-button.tsx'
import { Dialog } from '../dialog.tsx'
import { fieldErrors, ProblemNotice } from '../problem.tsx'
import { useSend } from '../query.tsx'
import { RoleField } from './role-field.tsx'
import classes from './team.module.css'
import type { PeopleWays } from './ways.ts'

export type PersonProps = {
  person: Person
  ways: PeopleWays
  /** The roles that may be given to this person. */
  roles: readonly Role[]
  onChanged: () => void
}

/** What can be done about somebody; what can't says why. */
export function PersonActions(props: PersonProps) {
  const [doing, setDoing] = useState<'role' | 'access' | 'secondFactor' | null>(null)
  const { person } = props
  const close = () => setDoing(null)
  const button = { size: 'compact-sm', variant: 'default', reasonOnHover: true } as const
  return (
    <>
      <AbilityButton {...button} ability={person.can.changeRole} onClick={() => setDoing('role')}>
        Change role
      </AbilityButton>
      <AbilityButton
        {...button}
        ability={person.disabledAt ? person.can.enable : person.can.disable}
        onClick={() => setDoing('access')}
      >
        {person.disabledAt ? 'Give access again' : 'End access'}
      </AbilityButton>
      {person.secondFactor && (
        <AbilityButton {...button} ability={person.can.endSecondFactor} onClick={() => setDoing('secondFactor')}>
          Take the second factor off
        </AbilityButton>
      )}
      <EndSecondFactor {...props} open={doing === 'secondFactor'} onClose={close} />
      <ChangeRole {...props} open={doing === 'role'} onClose={close} />
      <ChangeAccess {...props} open={doing === 'access'} onClose={close} />
    </>
  )
}

type DialogProps = PersonProps & { open: boolean; onClose: () => void }

function ChangeRole({ person, ways, roles, onChanged, open, onClose }: DialogProps) {
  const [role, setRole] = useState<Role>(person.role)
  const send = useSend(ways.changeRole, {
    onDone: () => {
      onChanged()
      onClose()
    },
  })
  const errors = fieldErrors(send.error)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    send.mutate({ params: { id: person.id }, body: { role } as { role: 'partnerSeller' } })
  }
  return (
    <Dialog title={`What may ${person.name} do?`} open={open} onClose={onClose}>
      <form className={classes.form} onSubmit={submit}>
        <RoleField roles={roles} value={role} onChange={setRole} error={errors['/role']} />
        {send.error && Object.keys(errors).length === 0 && <ProblemNotice error={send.error} focus />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" loading={send.isPending} disabled={role === person.role}>
            Change the role
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function ChangeAccess({ person, ways, onChanged, open, onClose }: DialogProps) {
  const send = useSend(ways.changeAccess, {
    onDone: () => {
      onChanged()
      onClose()
    },
  })
  const enabled = person.disabledAt !== null
  return (
    <Dialog
      title={enabled ? `Give ${person.name} access again?` : `End ${possessive(person.name)} access?`}
      open={open}
      onClose={onClose}
    >
      <p>
        {enabled
          ? 'They can sign in with their password again. API keys and invitations that ended stay so.'
          : 'Sessions, API keys and open invitations of theirs end at once. What they did stays on record. You can give access again later.'}
      </p>
      {send.error && <ProblemNotice error={send.error} focus />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          Leave it
        </Button>
        <Button
          {...(enabled ? {} : { color: 'red' })}
          loading={send.isPending}
          onClick={() => send.mutate({ params: { id: person.id }, body: { enabled } })}
        >
          {enabled ? 'Give access again' : 'End access'}
        </Button>
      </div>
    </Dialog>
  )
}

function EndSecondFactor({ person, ways, onChanged, open, onClose }: DialogProps) {
  const send = useSend(ways.endSecondFactor, {
    onDone: () => {
      onChanged()
      onClose()
    },
  })
  return (
    <Dialog title={`Take the second factor of ${person.name} off?`} open={open} onClose={onClose}>
      <p>
        Do this for somebody who lost the phone and the recovery codes, once you are sure who asks. Their sessions end,
        and their password alone lets them in until they set up another.
      </p>
      {send.error && <ProblemNotice error={send.error} focus />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          Leave it
        </Button>
        <Button loading={send.isPending} onClick={() => send.mutate({ params: { id: person.id } })}>
          Take it off
        </Button>
      </div>
    </Dialog>
  )
}
