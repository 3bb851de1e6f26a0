import { Button } from '@mantine/core'
import type { StaffLetter } from '@parley/contract/designations'
import { staffDesignations } from '@parley/contract/routes/designations'
import { ChoiceField, LongTextField } from '@parley/ui/fields'
import classes from '@parley/ui/letters/letters.module.css'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { type SubmitEvent, useState } from 'react'
import { useKept } from '../layout/kept.ts'
import { useLetterChange } from './use-letter-change.ts'

export type FormProps = {
  letterId: string
  designation: StaffLetter['designations'][number]
  etag: string | null
  onDone: () => void
}

/** The present lead's days are waived: why. What follows, the policy says. */
export function WaiveForm({ letterId, designation, etag, onDone }: FormProps) {
  const { id } = designation
  const [reason, setReason, forget] = useKept(`waive.${id}`, '')
  const { send, again } = useLetterChange(staffDesignations.waive, letterId, () => {
    forget()
    onDone()
  })
  const errors = fieldErrors(send.error)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    send.mutate({ params: { id }, body: { reason }, ...(etag ? { ifMatch: etag } : {}) })
  }
  return (
    <form className={`${classes.panel} ${classes.form}`} onSubmit={submit} noValidate aria-label="Waive the wait">
      <h3>Why doesn’t it wait?</h3>
      <LongTextField
        label="The reason"
        name={`waive-${id}`}
        rows={3}
        hint="Only our own people read it. Was the present lead heard?"
        value={reason}
        onChange={setReason}
        error={errors['/reason']}
      />
      {send.isError && Object.keys(errors).length === 0 && <ProblemNotice error={send.error} focus {...again} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={send.isPending}>
          Waive the wait
        </Button>
        <Button variant="default" onClick={onDone}>
          Not now
        </Button>
      </div>
    </form>
  )
}

type Outcome = 'takesEffect' | 'notAccepted'

/** A person decides in the policy's place: the answer, the reason, and the partner's words. */
export function DecideForm({ letterId, designation, etag, onDone }: FormProps) {
  const { id, state } = designation
  const isEnd = state === 'inEffect'
  const [typed, setTyped, forget] = useKept(`designate.${id}`, {
    outcome: null as Outcome | null,
    reason: '',
    wording: '',
  })
  const change = (next: Partial<typeof typed>) => setTyped((old) => ({ ...old, ...next }))
  const { send, again } = useLetterChange(staffDesignations.decide, letterId, () => {
    forget()
    onDone()
  })
  const errors = fieldErrors(send.error)
  const outcome = isEnd ? 'notAccepted' : typed.outcome
  const [isMissing, setMissing] = useState(false)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const { reason, wording } = typed
    setMissing(outcome === null)
    if (outcome) send.mutate({ params: { id }, body: { outcome, reason, wording }, ...(etag ? { ifMatch: etag } : {}) })
  }
  return (
    <form className={`${classes.panel} ${classes.form}`} onSubmit={submit} noValidate aria-label="Decide it">
      <h3>{isEnd ? 'Why does it end?' : 'Does it take effect?'}</h3>
      {!isEnd && (
        <ChoiceField
          label="The answer"
          name={`outcome-${id}`}
          value={typed.outcome}
          options={[
            { value: 'takesEffect', label: 'It takes effect now' },
            { value: 'notAccepted', label: 'It isn’t accepted' },
          ]}
          onChange={(next) => change({ outcome: next })}
          error={isMissing && outcome === null ? 'Choose the answer.' : errors['/outcome']}
        />
      )}
      <LongTextField
        label="The reason"
        name={`reason-${id}`}
        rows={3}
        hint="Only our own people read it."
        value={typed.reason}
        onChange={(reason) => change({ reason })}
        error={errors['/reason']}
      />
      <LongTextField
        label="What the partner reads"
        name={`wording-${id}`}
        rows={3}
        hint="Name no other partner."
        value={typed.wording}
        onChange={(wording) => change({ wording })}
        error={errors['/wording']}
      />
      {send.isError && Object.keys(errors).length === 0 && <ProblemNotice error={send.error} focus {...again} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={send.isPending}>
          {isEnd ? 'End it' : 'Decide'}
        </Button>
        <Button variant="default" onClick={onDone}>
          Not now
        </Button>
      </div>
    </form>
  )
}
