import { Button } from '@mantine/core'
import type { StaffEngagement } from '@parley/contract/engagements'
import { staffEngagements } from '@parley/contract/routes/engagements'
import { DayField, LongTextField } from '@parley/ui/fields'
import { fieldErrors, Refused } from '@parley/ui/problem'
import type { SubmitEvent } from 'react'
import { useToday } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import classes from './may-i.module.css'
import { useChange } from './staff-answer.tsx'

type Props = { asked: StaffEngagement; etag: string | null; onDone: () => void; onReload: () => void }

/** It was done although the answer wasn't yes: when, and why. Somebody else stands in for it, or nobody does. */
export function DeedForm({ asked, etag, onDone, onReload }: Props) {
  const today = useToday()
  const [typed, setTyped, forget] = useKept(`deed.${asked.id}`, { doneOn: today, reason: '' })
  const send = useChange(staffEngagements.recordDeed, asked.id, () => {
    forget()
    onDone()
  })
  const errors = fieldErrors(send.error)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    send.mutate({ params: { id: asked.id }, body: typed, ...(etag ? { ifMatch: etag } : {}) })
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate aria-label="It was done anyway">
      <h2>What was done, and why?</h2>
      <p className={classes.dim}>
        It stays on record with your name.
        {asked.lead.partnerName && ` ${asked.lead.partnerName} is told that it was done.`} A channel manager who isn’t
        you stands in for it.
      </p>
      <DayField
        label="Done on"
        name="doneOn"
        max={today}
        value={typed.doneOn}
        onChange={(doneOn) => setTyped((old) => ({ ...old, doneOn }))}
        error={errors['/doneOn']}
      />
      <LongTextField
        label="The reason"
        name="deed-reason"
        rows={3}
        hint="Only our own people read it."
        value={typed.reason}
        onChange={(reason) => setTyped((old) => ({ ...old, reason }))}
        error={errors['/reason']}
      />
      {send.isError && Object.keys(errors).length === 0 && <Refused error={send.error} onReload={onReload} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={send.isPending}>
          Put it on record
        </Button>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
