import { Button } from '@mantine/core'
import type { Role } from '@parley/contract/session'
import type { InvitationSent } from '@parley/contract/team'
import { type ReactNode, type SubmitEvent, useState } from 'react'
import { Dialog } from '../dialog.tsx'
import { TextField } from '../fields.tsx'
import { fieldErrors, ProblemNotice } from '../problem.tsx'
import { InvitationIsSent } from './invitation-is-sent.tsx'
import { RoleField } from './role-field.tsx'
import classes from './team.module.css'

export type Invited = { name: string; email: string; role: Role | null }

/** Asks for whom and as what; then says where the mail went, and shows the link once. */
export function InviteDialog(props: {
  open: boolean
  onClose: () => void
  roles: readonly Role[]
  /** What more is asked, such as the partner. */
  more?: ReactNode
  sending: { isPending: boolean; error: unknown; data?: { data: InvitationSent } | undefined; reset: () => void }
  onSend: (invited: Invited) => void
}) {
  const { sending } = props
  const sent = sending.data?.data
  const close = () => {
    props.onClose()
    sending.reset()
  }
  return (
    <Dialog title={sent ? `${sent.name} is invited` : 'Whom do you invite?'} open={props.open} onClose={close}>
      {sent ? <InvitationIsSent sent={sent} onClose={close} /> : <InviteForm {...props} onClose={close} />}
    </Dialog>
  )
}

function InviteForm({ roles, more, sending, onSend, onClose }: Parameters<typeof InviteDialog>[0]) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [chosen, setRole] = useState<Role | null>(null)
  const role = chosen !== null && roles.includes(chosen) ? chosen : (roles[0] ?? null)
  const errors = fieldErrors(sending.error)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    onSend({ name, email, role })
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextField label="Name" name="name" value={name} onChange={setName} error={errors['/name']} autoComplete="off" />
      <TextField
        label="E-mail"
        name="email"
        type="email"
        value={email}
        onChange={setEmail}
        error={errors['/email']}
        autoComplete="off"
      />
      {more}
      <RoleField roles={roles} value={role} onChange={setRole} error={errors['/role']} />
      {sending.error !== null && Object.keys(errors).length === 0 && <ProblemNotice error={sending.error} focus />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          Leave it
        </Button>
        <Button type="submit" loading={sending.isPending}>
          Send the invitation
        </Button>
      </div>
    </form>
  )
}
