import { staffDeals } from '@parley/contract/routes/deals'
import { DayField, MoneyField, TextField } from '@parley/ui/fields'
import { formatMoney, parseMoney } from '@parley/ui/money'
import { useState } from 'react'
import { useToday } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { Form, type FormProps, useAction } from './deal-form.tsx'
import classes from './deals.module.css'

/** The customer has paid: all that is open, or a part of it. */
export function PaymentForm({ deal }: FormProps) {
  const today = useToday()
  const { summary, openMinor, payments } = deal
  const [typed, setTyped, forget] = useKept(`paid.${summary.id}.${payments.length}`, {
    ...{ paidOn: today, amount: '', number: '', invoicedOn: deal.invoicedOn ?? '' },
  })
  const action = useAction(staffDeals.notePayment, forget)
  const [tried, setTried] = useState(false)
  const { paidOn, amount, number, invoicedOn } = typed
  const change = (part: Partial<typeof typed>) => setTyped((now) => ({ ...now, ...part }))
  const amountMinor = amount.trim() === '' ? openMinor : parseMoney(amount, summary.currency)
  const send = () => {
    setTried(true)
    if (amountMinor === null) return
    action.send(summary.id, {
      paidOn,
      ...(amount.trim() === '' ? {} : { amountMinor }),
      ...(number.trim() === '' ? {} : { externalId: number.trim() }),
      ...(invoicedOn === '' ? {} : { invoicedOn }),
    })
  }
  return (
    <Form
      title="What has the customer paid?"
      lead="Of each share that waits for it, as much is owed as was paid of the contract, as soon as the days of return are over."
      verb="Note the payment"
      action={action}
      told={['/paidOn', '/amountMinor', '/externalId', '/invoicedOn']}
      onSend={send}
    >
      <div className={classes.two}>
        <MoneyField
          label="Amount"
          name="paid-amount"
          required={false}
          currency={summary.currency}
          hint={`${formatMoney(openMinor, summary.currency)} is open: all of it when left empty.`}
          value={amount}
          error={
            (tried && amountMinor === null ? 'Write an amount, like 45,000.' : undefined) ??
            action.errors['/amountMinor']
          }
          onChange={(value) => change({ amount: value })}
        />
        <DayField
          label="Paid on"
          name="paidOn"
          max={today}
          value={paidOn}
          error={action.errors['/paidOn']}
          onChange={(value) => change({ paidOn: value })}
        />
        <TextField
          label="Number in your books"
          name="paid-number"
          required={false}
          hint="The same number counts once."
          value={number}
          error={action.errors['/externalId']}
          onChange={(value) => change({ number: value })}
        />
        <DayField
          label="Invoiced on"
          name="paid-invoicedOn"
          required={false}
          max={today}
          value={invoicedOn}
          error={action.errors['/invoicedOn']}
          onChange={(value) => change({ invoicedOn: value })}
        />
      </div>
    </Form>
  )
}
