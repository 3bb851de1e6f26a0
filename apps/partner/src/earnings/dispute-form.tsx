import { Button } from '@mantine/core'
import { partnerClaims } from '@parley/contract/routes/deals'
import { partnerStatements } from '@parley/contract/routes/statements'
import type { Statement, StatementLine } from '@parley/contract/statements'
import { Dialog } from '@parley/ui/dialog'
import { LongTextField } from '@parley/ui/fields'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf, useSend } from '@parley/ui/query'
import type { SubmitEvent } from 'react'
import { queryClient, useMe } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { say } from '../layout/notice.tsx'
import classes from './earnings.module.css'

/** What is wrong with a line, in the partner’s words. The rules say at once whether it is in time, and by when it is answered. */
export function DisputeForm({
  line,
  statement,
  open,
  onClose,
}: {
  line: StatementLine
  statement: Statement
  open: boolean
  onClose: () => void
}) {
  const { vendor } = useMe()
  const [reason, setReason, forget] = useKept(`dispute.${line.id}`, '')
  const send = useSend(partnerStatements.dispute, {
    onDone: (answer) => {
      forget()
      queryClient.setQueryData(queryKeyOf(partnerStatements.get, { params: { id: statement.id } }), answer)
      void queryClient.invalidateQueries({ queryKey: [partnerClaims.earnings.id] })
      onClose()
      const { dispute } = answer.data.lines.find(({ id }) => id === line.id) ?? {}
      say(
        dispute?.dueOn
          ? `${vendor.name} is told, and has to answer.`
          : (dispute?.decision.headline ?? 'You have the answer.'),
      )
    },
  })
  const errors = fieldErrors(send.error)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    send.mutate({ params: { id: line.id }, body: { reason } })
  }
  return (
    <Dialog title={`What is wrong with line ${line.position}, ${line.accountName}?`} open={open} onClose={onClose}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <p>
          You read at once by when {vendor.name} has to answer. What stands on this statement stays: a correction comes
          on the next one.
        </p>
        <LongTextField
          label="What is wrong, and what would be right?"
          name="reason"
          value={reason}
          onChange={setReason}
          error={errors['/reason']}
        />
        {send.isError && Object.keys(errors).length === 0 && <ProblemNotice error={send.error} focus />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button type="submit" loading={send.isPending}>
            Dispute it
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
