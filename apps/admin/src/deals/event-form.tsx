import { contractEvents } from '@parley/contract/deals'
import { staffDeals } from '@parley/contract/routes/deals'
import { DayField, MoneyField, SelectField } from '@parley/ui/fields'
import { parseMoney } from '@parley/ui/money'
import { useState } from 'react'
import { useKept } from '../layout/kept.ts'
import { Form, type FormProps, useAction } from './deal-form.tsx'
import classes from './deals.module.css'
import { options } from './words.ts'

const causes = { customer: 'The customer', partner: 'The partner', vendor: 'We', outside: 'Nobody of these' }
const withAmount = ['refunded', 'reduced', 'unpaid', 'overpaid']

/** Something happened to the contract after it was signed: the published rule says what is taken back. */
export function EventForm({ deal }: FormProps) {
  const { summary } = deal
  const [typed, setTyped, forget] = useKept(`event.${summary.id}`, {
    ...{ event: '' as keyof typeof contractEvents | '', cause: '' as keyof typeof causes | '', amount: '' },
    ...{ knownOn: '', endedOn: '', replaced: 'no', claimId: '' },
  })
  const action = useAction(staffDeals.noteEvent, forget)
  const [tried, setTried] = useState(false)
  const { event, cause, amount, knownOn, endedOn, replaced, claimId } = typed
  const change = (part: Partial<typeof typed>) => setTyped((now) => ({ ...now, ...part }))
  const missing = (value: string) => (tried && value === '' ? 'Choose one.' : undefined)
  const paid = deal.claims.filter((claim) => claim.paidMinor > 0)
  const needsClaim = event === 'overpaid' && paid.length > 1
  const needsAmount = withAmount.includes(event)
  const amountMinor = parseMoney(amount, summary.currency)
  const send = () => {
    setTried(true)
    if (event === '' || cause === '' || (needsAmount && amountMinor === null) || (needsClaim && claimId === '')) return
    action.send(summary.id, {
      ...{ event, cause, replaced: replaced === 'yes' },
      ...(needsAmount ? { amountMinor } : {}),
      ...(needsClaim ? { claimId } : {}),
      ...(knownOn === '' ? {} : { knownOn }),
      ...(event === 'cancelled' && endedOn !== '' ? { endedOn } : {}),
    })
  }
  return (
    <Form
      title="What happened to the contract?"
      lead="The rule that was promised says what is taken back, never more than was paid. What wasn’t paid yet is settled anew."
      verb="Note it"
      action={action}
      told={['/event', '/cause', '/amountMinor', '/claimId', '/endedOn', '/knownOn']}
      onSend={send}
    >
      <div className={classes.two}>
        <SelectField
          label="What happened?"
          name="event"
          required
          options={options(contractEvents)}
          value={event}
          error={missing(event) ?? action.errors['/event']}
          onChange={(value) => change({ event: value as typeof event })}
        />
        <SelectField
          label="Who is the cause?"
          name="cause"
          required
          options={options(causes)}
          value={cause}
          error={missing(cause) ?? action.errors['/cause']}
          onChange={(value) => change({ cause: value as typeof cause })}
        />
        {needsAmount && (
          <MoneyField
            label="How much is it about?"
            name="event-amount"
            required
            currency={summary.currency}
            value={amount}
            error={
              (tried && amountMinor === null ? 'Write an amount, like 45,000.' : undefined) ??
              action.errors['/amountMinor']
            }
            onChange={(value) => change({ amount: value })}
          />
        )}
        {needsClaim && (
          <SelectField
            label="Whose share was paid too much?"
            name="event-claim"
            required
            options={paid.map((claim) => ({ value: claim.id, label: `${claim.partner.name}, ${claim.reference}` }))}
            value={claimId}
            error={missing(claimId) ?? action.errors['/claimId']}
            onChange={(value) => change({ claimId: value })}
          />
        )}
        {event === 'cancelled' && (
          <DayField
            label="It ended on"
            name="endedOn"
            required
            value={endedOn}
            error={action.errors['/endedOn']}
            onChange={(value) => change({ endedOn: value })}
          />
        )}
        <DayField
          label="We know it since"
          name="knownOn"
          required={false}
          hint="Today when left empty."
          value={knownOn}
          error={action.errors['/knownOn']}
          onChange={(value) => change({ knownOn: value })}
        />
        <SelectField
          label="Was the contract replaced by another?"
          name="replaced"
          nothing={null}
          options={[
            { value: 'no', label: 'No' },
            { value: 'yes', label: 'Yes' },
          ]}
          value={replaced}
          onChange={(value) => change({ replaced: value })}
        />
      </div>
    </Form>
  )
}
