import { staffDeals } from '@parley/contract/routes/deals'
import { DayField, SelectField } from '@parley/ui/fields'
import { useState } from 'react'
import { useMe } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { usePartnerNames } from '../layout/partner-names.ts'
import { Form, type FormProps, useAction } from './deal-form.tsx'
import classes from './deals.module.css'

const days = ['invoicedOn', 'startsOn', 'endsOn'] as const
const dayLabels = { invoicedOn: 'Invoiced on', startsOn: 'The contract starts on', endsOn: 'It ends on' }

/** Won: all claims are settled together. */
export function WinForm({ deal, etag }: FormProps) {
  const { vendor } = useMe()
  const { summary, exposure } = deal
  const [typed, setTyped, forget] = useKept(`win.${summary.id}`, {
    ...{ closedBy: '' as 'vendor' | 'partner' | 'both' | '', closerPartnerId: '' },
    ...{ invoicedOn: '', startsOn: '', endsOn: '' },
  })
  const action = useAction(staffDeals.close, forget)
  const [tried, setTried] = useState(false)
  const partners = usePartnerNames()
  const { closedBy, closerPartnerId } = typed
  const byPartner = closedBy === 'partner' || closedBy === 'both'
  const missing = (value: string) => (tried && value === '' ? 'Choose one.' : undefined)
  const send = () => {
    setTried(true)
    if (closedBy === '' || (byPartner && closerPartnerId === '')) return
    const given = days.flatMap((day) => (typed[day] === '' ? [] : [[day, typed[day]] as const]))
    action.send(
      summary.id,
      {
        ...{ result: 'won', closedBy, ...(byPartner ? { closerPartnerId } : {}) },
        ...Object.fromEntries(given),
      },
      etag,
    )
  }
  return (
    <Form
      title="Who closed it?"
      lead={
        <>
          {exposure?.warning && <strong>{exposure.warning} </strong>}
          Its claims are settled together: what each earns is accrued, and waits until the customer has paid.
        </>
      }
      verb="Close it as won"
      action={action}
      told={['/closedBy', '/closerPartnerId']}
      onSend={send}
    >
      <SelectField
        label="Closed by"
        name="closedBy"
        required
        options={[
          { value: 'vendor', label: vendor.name },
          { value: 'partner', label: 'A partner' },
          { value: 'both', label: `${vendor.name} with a partner` },
        ]}
        value={closedBy}
        error={missing(closedBy) ?? action.errors['/closedBy']}
        onChange={(value) => setTyped((now) => ({ ...now, closedBy: value as typeof closedBy }))}
      />
      {byPartner && (
        <SelectField
          label="Which partner?"
          name="closerPartnerId"
          required
          options={partners.map(({ id, name }) => ({ value: id, label: name }))}
          value={closerPartnerId}
          error={missing(closerPartnerId) ?? action.errors['/closerPartnerId']}
          onChange={(value) => setTyped((now) => ({ ...now, closerPartnerId: value }))}
        />
      )}
      <div className={classes.two}>
        {days.map((day) => (
          <DayField
            key={day}
            label={dayLabels[day]}
            name={day}
            required={false}
            value={typed[day]}
            error={action.errors[`/${day}`]}
            onChange={(value) => setTyped((now) => ({ ...now, [day]: value }))}
          />
        ))}
      </div>
    </Form>
  )
}

/** Lost: its claims earn nothing, but for what the rules give a loser who deserved. */
export function LoseForm({ deal, etag }: FormProps) {
  const action = useAction(staffDeals.close, () => {})
  return (
    <Form
      title="Was it lost?"
      lead="Each claim is answered by the rules, and its partner reads why. A deal that is closed stays closed."
      verb="Close it as lost"
      action={action}
      told={[]}
      onSend={() => action.send(deal.summary.id, { result: 'lost' }, etag)}
    >
      {null}
    </Form>
  )
}
