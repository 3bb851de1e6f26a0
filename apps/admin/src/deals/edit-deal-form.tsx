import { staffDeals } from '@parley/contract/routes/deals'
import { MoneyField, NumberField, SelectField } from '@parley/ui/fields'
import { formatAmount, parseMoney } from '@parley/ui/money'
import { useState } from 'react'
import { useKept } from '../layout/kept.ts'
import { Form, type FormProps, useAction } from './deal-form.tsx'
import classes from './deals.module.css'
import { options, tenderWords } from './words.ts'

/** Amount, margin, term and tender, as long as the deal is open. */
export function EditDealForm({ deal, etag }: FormProps) {
  const { summary, marginMinor } = deal
  const { currency } = summary
  const [typed, setTyped, forget] = useKept(`deal.${summary.id}.${deal.version}`, {
    amount: formatAmount(summary.amountMinor, currency),
    margin: marginMinor === null ? '' : formatAmount(marginMinor, currency),
    termMonths: deal.termMonths,
    tender: deal.tender,
  })
  const action = useAction(staffDeals.edit, forget)
  const [tried, setTried] = useState(false)
  const { amount, margin, termMonths, tender } = typed
  const amountMinor = parseMoney(amount, currency)
  const margins = margin.trim() === '' ? null : parseMoney(margin, currency)
  const unread = margin.trim() !== '' && margins === null
  const send = () => {
    setTried(true)
    if (amountMinor === null || unread) return
    action.send(summary.id, { amountMinor, marginMinor: margins, termMonths, tender }, etag)
  }
  return (
    <Form
      title="What changed in the deal?"
      verb="Keep it"
      action={action}
      told={['/amountMinor', '/marginMinor', '/termMonths', '/tender']}
      onSend={send}
    >
      <div className={classes.two}>
        <MoneyField
          label="Amount"
          name="deal-amount"
          required
          currency={currency}
          value={amount}
          error={
            (tried && amountMinor === null ? 'Write an amount, like 45,000.' : undefined) ??
            action.errors['/amountMinor']
          }
          onChange={(value) => setTyped((now) => ({ ...now, amount: value }))}
        />
        <MoneyField
          label="Margin"
          name="deal-margin"
          required={false}
          currency={currency}
          hint="What our own cost leaves of the amount."
          value={margin}
          error={(unread ? 'Write an amount, like 12,000.' : undefined) ?? action.errors['/marginMinor']}
          onChange={(value) => setTyped((now) => ({ ...now, margin: value }))}
        />
        <NumberField
          label="Term"
          name="deal-term"
          required={false}
          unit="months"
          value={termMonths}
          error={action.errors['/termMonths']}
          onChange={(value) => setTyped((now) => ({ ...now, termMonths: value }))}
        />
        <SelectField
          label="Tender"
          name="deal-tender"
          nothing={null}
          options={options(tenderWords)}
          value={tender}
          error={action.errors['/tender']}
          onChange={(value) => setTyped((now) => ({ ...now, tender: value as typeof tender }))}
        />
      </div>
    </Form>
  )
}
