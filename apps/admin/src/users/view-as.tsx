import { Button } from '@mantine/core'
import { viewAs } from '@parley/contract/routes/view-as'
import type { Person } from '@parley/contract/team'
import { AbilityButton } from '@parley/ui/ability-button'
import { Dialog } from '@parley/ui/dialog'
import { LongTextField } from '@parley/ui/fields'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import classes from '@parley/ui/team/team.module.css'
import { type SubmitEvent, useState } from 'react'
import { useSend } from '../api.ts'

/** Asks why, then opens the partner app as this person sees it. */
export function ViewAs({ person }: { person: Person }) {
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const send = useSend(viewAs.start, { onDone: () => window.location.assign('/') })
  const errors = fieldErrors(send.error)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    send.mutate({ body: { userId: person.id, reason } })
  }
  return (
    <>
      <AbilityButton
        size="compact-sm"
        variant="default"
        reasonOnHover
        ability={person.can.viewAs}
        onClick={() => setOpen(true)}
        aria-label={`View as ${person.name}`}
      >
        View as
      </AbilityButton>
      <Dialog title={`See it as ${person.name} does?`} open={open} onClose={() => setOpen(false)}>
        <form className={classes.form} onSubmit={submit} noValidate>
          <p>
            For 30 minutes you see the partner app as {person.name} does. You can only read, and drafts aren’t shown.
            {person.partner && ` ${person.partner.name} reads your name, when, and why on its team page.`}
          </p>
          <LongTextField
            label="Why"
            name="view-reason"
            rows={2}
            value={reason}
            onChange={setReason}
            hint="For the partner to read, such as: you asked on the telephone what the answer means."
            error={errors['/reason']}
          />
          {send.error && Object.keys(errors).length === 0 && <ProblemNotice error={send.error} focus />}
          <div className={classes.buttons}>
            <Button variant="default" onClick={() => setOpen(false)}>
              Leave it
            </Button>
            <Button type="submit" loading={send.isPending || send.isSuccess}>
              Begin the view
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}
