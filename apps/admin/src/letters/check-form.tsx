import { Button, Checkbox } from '@mantine/core'
import { checkWays, customerAnswers } from '@parley/contract/letters'
import { staffDesignations } from '@parley/contract/routes/designations'
import { ChoiceField, LongTextField, SelectField, TextField } from '@parley/ui/fields'
import { signerOptions } from '@parley/ui/letters/letter-fields'
import classes from '@parley/ui/letters/letters.module.css'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { type SubmitEvent, useState } from 'react'
import { useKept } from '../layout/kept.ts'
import { useLetterChange } from './use-letter-change.ts'

type Way = keyof typeof checkWays
const blank = {
  isGenuine: null as 'yes' | 'no' | 'declines' | 'nothing' | null,
  signer: 'authorized',
  how: 'call' as Way,
  spokeWith: '',
  customerTold: false,
  note: '',
}

/** The customer was asked: whom, how, and what it said. `shownId` is the letter on the screen. */
export function CheckForm(props: {
  id: string
  shownId: string
  etag: string | null
  title: string
  isRescission?: boolean
}) {
  const { id, etag } = props
  const [typed, setTyped, forget] = useKept(`check.${id}`, blank)
  const change = (next: Partial<typeof blank>) => setTyped((old) => ({ ...old, ...next }))
  const { send, again } = useLetterChange(staffDesignations.check, props.shownId, forget)
  const errors = fieldErrors(send.error)
  const [isMissing, setMissing] = useState(false)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setMissing(typed.isGenuine === null)
    if (typed.isGenuine === null) return
    const { isGenuine, note, signer, ...rest } = typed
    const body = {
      ...rest,
      signer: signer as 'authorized',
      // It may have signed once, and decline now; of one that says nothing, nobody knows.
      isGenuine: isGenuine === 'yes' || isGenuine === 'declines',
      ...(isGenuine === 'declines' || isGenuine === 'nothing' ? { customerSays: isGenuine } : {}),
      ...(note.trim() ? { note } : {}),
    }
    send.mutate({ params: { id }, body, ...(etag ? { ifMatch: etag } : {}) })
  }
  return (
    <form className={`${classes.panel} ${classes.form}`} onSubmit={submit} noValidate aria-label={props.title}>
      <h2>{props.title}</h2>
      <p className={classes.dim}>
        Ask on a number or an address from your own records, never one that stands on the letter. It stays on record who
        asked whom.
      </p>
      <ChoiceField
        label="The customer says"
        name={`genuine-${id}`}
        value={typed.isGenuine}
        options={[
          { value: 'yes', label: 'The letter is its own' },
          { value: 'no', label: 'The letter isn’t its own' },
          ...(props.isRescission
            ? []
            : [
                { value: 'declines' as const, label: customerAnswers.declines },
                { value: 'nothing' as const, label: customerAnswers.nothing },
              ]),
        ]}
        onChange={(isGenuine) => change({ isGenuine })}
        error={
          isMissing && typed.isGenuine === null
            ? 'Choose what the customer says.'
            : (errors['/isGenuine'] ?? errors['/customerSays'] ?? errors['/customerTold'])
        }
      />
      <div className={classes.pair}>
        <SelectField
          label="How you asked"
          name={`how-${id}`}
          nothing={null}
          value={typed.how}
          options={Object.entries(checkWays).map(([value, label]) => ({ value, label }))}
          onChange={(how) => change({ how: how as Way })}
          error={errors['/how']}
        />
        <TextField
          label="Whom you asked"
          name={`spokeWith-${id}`}
          value={typed.spokeWith}
          onChange={(spokeWith) => change({ spokeWith })}
          error={errors['/spokeWith']}
        />
        <SelectField
          label="Who has signed it"
          name={`signer-${id}`}
          nothing={null}
          value={typed.signer}
          options={signerOptions}
          onChange={(signer) => change({ signer })}
          error={errors['/signer']}
        />
      </div>
      <Checkbox
        label="The customer was told that this is its partner, and how to decline"
        checked={typed.customerTold}
        onChange={(event) => change({ customerTold: event.currentTarget.checked })}
      />
      <LongTextField
        label="About it"
        name={`note-${id}`}
        rows={2}
        required={false}
        hint="Only our own people read it."
        value={typed.note}
        onChange={(note) => change({ note })}
        error={errors['/note']}
      />
      {send.isError && Object.keys(errors).length === 0 && <ProblemNotice error={send.error} focus {...again} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={send.isPending}>
          Put it on record
        </Button>
      </div>
    </form>
  )
}
