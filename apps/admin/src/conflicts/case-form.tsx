import { Button } from '@mantine/core'
import type { ConflictCase } from '@parley/contract/conflicts'
import { fieldErrors } from '@parley/ui/problem'
import type { ReactNode, SubmitEvent } from 'react'
import classes from './case.module.css'
import { Refused } from './use-case-change.tsx'

/** What every form of a case gets. */
export type CaseFormProps = { shown: ConflictCase; etag: string | null; onDone: () => void; onReload: () => void }

/** A form in place, with why it wasn't kept where no field says it. */
export function CaseForm(props: {
  title: string
  lead: ReactNode
  verb: string
  sending: { isPending: boolean; isError: boolean; error: unknown }
  onSend: () => void
  onCancel: () => void
  onReload: () => void
  children: ReactNode
}) {
  const { sending } = props
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    props.onSend()
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate aria-label={props.title}>
      <h2>{props.title}</h2>
      <p className={classes.dim}>{props.lead}</p>
      {props.children}
      {sending.isError && Object.keys(fieldErrors(sending.error)).length === 0 && (
        <Refused error={sending.error} onReload={props.onReload} />
      )}
      <div className={classes.buttons}>
        <Button type="submit" loading={sending.isPending}>
          {props.verb}
        </Button>
        <Button variant="default" onClick={props.onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
