import { Button } from '@mantine/core'
import type { StaffRenewal } from '@parley/contract/renewals'
import { staffRenewals } from '@parley/contract/routes/renewals'
import { DayField, LongTextField, TextField } from '@parley/ui/fields'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import type { SubmitEvent } from 'react'
import { useRefresh, useSend, useToday } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import classes from './renewals.module.css'

const words = {
  warning: {
    title: 'What does the incumbent neglect?',
    verb: 'Send the warning',
    note: 'What is missing, and by when',
  },
  ended: { title: 'Why does its incumbency end?', verb: 'End its incumbency', note: 'The reason' },
  letter: { title: 'What has the customer written?', verb: 'Note the letter', note: 'What the letter says' },
} as const

type Props = { kind: keyof typeof words; renewal: StaffRenewal; onClose: () => void }

/** A warning, an end or a letter: the partner reads it as it is written here. */
export function NoteForm({ kind, renewal, onClose }: Props) {
  const today = useToday()
  const [typed, setTyped, forget] = useKept(`renewal.${kind}.${renewal.id}`, {
    ...{ note: '', signerName: '', happenedOn: today },
  })
  const refresh = useRefresh()
  const note = useSend(staffRenewals.note, {
    onDone: () => {
      forget()
      void refresh(staffRenewals.get, staffRenewals.list)
      onClose()
    },
  })
  const errors = fieldErrors(note.error)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const { signerName, ...rest } = typed
    note.mutate({
      params: { id: renewal.id },
      body: { kind, ...rest, ...(kind === 'letter' && signerName.trim() !== '' ? { signerName } : {}) },
    })
  }
  const set = (name: keyof typeof typed) => (value: string) => setTyped((old) => ({ ...old, [name]: value }))
  return (
    <form className={classes.form} onSubmit={submit} noValidate aria-label={words[kind].title}>
      <h2>{words[kind].title}</h2>
      {kind === 'letter' && (
        <TextField
          label="Signed by"
          name="signerName"
          value={typed.signerName}
          onChange={set('signerName')}
          error={errors['/signerName']}
        />
      )}
      <DayField
        label={kind === 'letter' ? 'Received on' : 'Day'}
        name="happenedOn"
        max={today}
        value={typed.happenedOn}
        onChange={set('happenedOn')}
        error={errors['/happenedOn']}
      />
      <LongTextField
        label={words[kind].note}
        name="renewal-note"
        rows={3}
        hint={`${renewal.partner?.name ?? 'The partner'} is told at once, and reads it as you write it.`}
        value={typed.note}
        onChange={set('note')}
        error={errors['/note']}
      />
      {note.isError && Object.keys(errors).length === 0 && <ProblemNotice error={note.error} focus />}
      <div className={classes.buttons}>
        <Button type="submit" loading={note.isPending}>
          {words[kind].verb}
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
