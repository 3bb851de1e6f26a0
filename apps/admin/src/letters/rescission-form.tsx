import { Button } from '@mantine/core'
import { staffDesignations } from '@parley/contract/routes/designations'
import { AbilityButton } from '@parley/ui/ability-button'
import { LetterFields, nothingTyped, saidOf, whatIsWrong } from '@parley/ui/letters/letter-fields'
import classes from '@parley/ui/letters/letters.module.css'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { type SubmitEvent, useState } from 'react'
import { useToday } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import type { FormProps } from './decide-forms.tsx'
import { useLetterChange } from './use-letter-change.ts'

/** A letter that takes another one back came to the vendor itself. */
export function RescissionForm({ letterId, designation, etag, onDone }: FormProps) {
  const { id } = designation
  const today = useToday()
  const [typed, setTyped, forget] = useKept(`rescind.${id}`, nothingTyped)
  const [file, setFile] = useState<File | null>(null)
  const { send, again } = useLetterChange(staffDesignations.rescind, letterId, () => {
    forget()
    onDone()
  })
  const errors = fieldErrors(send.error)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!file || whatIsWrong(file)) return
    send.mutate({ params: { id }, body: await saidOf(typed, file), ...(etag ? { ifMatch: etag } : {}) })
  }
  return (
    <form
      className={`${classes.panel} ${classes.form}`}
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-label="Enter a letter that takes it back"
    >
      <h3>What does the letter say that takes it back?</h3>
      <LetterFields
        typed={typed}
        onChange={(change) => setTyped((old) => ({ ...old, ...change }))}
        file={file}
        onFile={(next) => {
          send.reset()
          setFile(next)
        }}
        today={today}
        errors={errors}
      />
      {send.isError && Object.keys(errors).length === 0 && <ProblemNotice error={send.error} focus {...again} />}
      <div className={classes.buttons}>
        <AbilityButton
          type="submit"
          loading={send.isPending}
          ability={file && !whatIsWrong(file) ? { ok: true } : { ok: false, reason: 'Choose the letter’s file first.' }}
        >
          Enter the letter
        </AbilityButton>
        <Button variant="default" onClick={onDone}>
          Not now
        </Button>
      </div>
    </form>
  )
}
