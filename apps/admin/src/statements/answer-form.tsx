import { Button } from '@mantine/core'
import { staffStatements } from '@parley/contract/routes/statements'
import { ChoiceField, LongTextField, MoneyField } from '@parley/ui/fields'
import { parseMoney } from '@parley/ui/money'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { type SubmitEvent, useState } from 'react'
import { useMe, useRefresh, useSend } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import classes from './statements.module.css'

type Asked = { id: string; amountMinor: number; currency: string }

/** A person answers a dispute. Upheld, what is missing is a booking of its own, on the next statement. */
export function AnswerForm({
  dispute,
  onDone,
  onCancel,
}: {
  dispute: Asked
  onDone?: () => void
  /** Where it was opened: closes it, and keeps what is typed. */
  onCancel?: () => void
}) {
  const { role } = useMe().user
  const refresh = useRefresh()
  const [typed, setTyped, forget] = useKept(`dispute.${dispute.id}`, {
    ...{ answer: null as 'upheld' | 'notUpheld' | null, amount: '', wording: '' },
  })
  const [tried, setTried] = useState(false)
  const send = useSend(staffStatements.answer, {
    onDone: () => {
      forget()
      void refresh(staffStatements.disputes, staffStatements.get, staffStatements.months)
      onDone?.()
    },
  })
  if (role !== 'finance' && role !== 'channelManager')
    return <p className={classes.dim}>Only finance or a channel manager can answer it.</p>
  const { answer, amount, wording } = typed
  const errors = fieldErrors(send.error)
  const isUpheld = answer === 'upheld'
  const amountMinor = parseMoney(amount, dispute.currency)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (answer === null || wording.trim().length < 10 || (isUpheld && !amountMinor)) return
    send.mutate({ params: { id: dispute.id }, body: { isUpheld, wording, ...(isUpheld ? { amountMinor } : {}) } })
  }
  const isTold = Object.keys(errors).some((pointer) => ['/isUpheld', '/amountMinor', '/wording'].includes(pointer))
  return (
    <form className={classes.form} onSubmit={submit} noValidate aria-label="Answer the dispute">
      <ChoiceField
        label="Is the partner right?"
        name={`answer-${dispute.id}`}
        value={answer}
        options={[
          { value: 'upheld', label: 'Yes, something is missing' },
          { value: 'notUpheld', label: 'No, the line is right' },
        ]}
        error={tried && answer === null ? 'Choose one.' : errors['/isUpheld']}
        onChange={(value) => setTyped((now) => ({ ...now, answer: value }))}
      />
      {isUpheld && (
        <MoneyField
          label="What is added to its next statement?"
          name={`amount-${dispute.id}`}
          required
          currency={dispute.currency}
          value={amount}
          error={(tried && !amountMinor ? 'Write an amount, like 1,200.' : undefined) ?? errors['/amountMinor']}
          onChange={(value) => setTyped((now) => ({ ...now, amount: value }))}
        />
      )}
      <LongTextField
        label="What the partner reads"
        name={`wording-${dispute.id}`}
        rows={2}
        hint="It names no other partner. If the line stays, say why."
        value={wording}
        error={
          (tried && wording.trim().length < 10
            ? 'Write what the partner should read, ten characters at least.'
            : undefined) ?? errors['/wording']
        }
        onChange={(value) => setTyped((now) => ({ ...now, wording: value }))}
      />
      {send.isError && !isTold && <ProblemNotice error={send.error} focus />}
      <div className={classes.buttons}>
        <Button type="submit" size="xs" loading={send.isPending}>
          Answer it
        </Button>
        {onCancel && (
          <Button size="xs" variant="default" onClick={onCancel}>
            Not now
          </Button>
        )}
      </div>
    </form>
  )
}
