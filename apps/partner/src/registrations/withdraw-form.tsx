import { Button } from '@mantine/core'
import { Dialog } from '@parley/ui/dialog'
import { LongTextField } from '@parley/ui/fields'
import { fieldErrors } from '@parley/ui/problem'
import { useSend } from '@parley/ui/query'
import type { SubmitEvent } from 'react'
import { routes } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { say } from '../layout/notice.tsx'
import type { RegistrationProps } from './registration-view.tsx'
import classes from './registrations.module.css'
import { SendProblem } from './send-problem.tsx'

/** Asks first: a withdrawn registration gives its protection up for good. */
export function WithdrawForm({
  open,
  onClose,
  registration,
  etag,
  onChanged,
  onReload,
}: RegistrationProps & { open: boolean; onClose: () => void }) {
  const [reason, setReason, forget] = useKept(`withdrawal.${registration.summary.id}`, '')
  const withdraw = useSend(routes.withdraw, {
    onDone: (answer) => {
      onChanged(answer)
      forget()
      onClose()
      say('Withdrawn.')
    },
  })
  const errors = fieldErrors(withdraw.error)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    withdraw.mutate({
      params: { id: registration.summary.id },
      body: reason.trim() === '' ? {} : { reason },
      ...(etag ? { ifMatch: etag } : {}),
    })
  }
  const { accountName, protection } = registration.summary
  return (
    <Dialog title={`Withdraw ${accountName}?`} open={open} onClose={onClose}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <p>
          {protection && protection.endedBecause === null
            ? 'Its protection ends at once, and others can register this account. You can’t take it back.'
            : 'It won’t be decided any further. You can’t take it back.'}
        </p>
        <LongTextField
          label="Why"
          name="reason"
          required={false}
          rows={2}
          value={reason}
          onChange={setReason}
          error={errors['/reason']}
        />
        {Object.keys(errors).length === 0 && <SendProblem error={withdraw.error} onReload={onReload} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Keep it
          </Button>
          <Button type="submit" color="red" loading={withdraw.isPending}>
            Withdraw it
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
