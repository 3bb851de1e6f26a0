import { registration as point } from '@parley/rules/points/registration/point'
import { ChoiceField, LongTextField, NumberField } from '@parley/ui/fields'
import { fieldErrors } from '@parley/ui/problem'
import { useState } from 'react'
import { staff } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { Form, type FormProps, inRange, rangeWords, useAction } from './action-form.tsx'

type Outcome = 'approve' | 'approveAsTeaming' | 'reject'
const outcomeOptions: { value: Outcome; label: string }[] = [
  { value: 'approve', label: 'Approve' },
  { value: 'approveAsTeaming', label: 'Approve as teaming' },
  { value: 'reject', label: 'Do not approve' },
]

export function DecideForm(props: FormProps) {
  const { registration } = props
  const decidedDays = registration.decision.outcome.params.protectionDays
  const [form, setForm, forget] = useKept(`decide.${registration.summary.id}`, {
    outcome: null as Outcome | null,
    days: typeof decidedDays === 'number' ? decidedDays : null,
    wording: '',
    reason: '',
  })
  const action = useAction(staff.override, props, forget)
  const [tried, setTried] = useState(false)
  const errors = fieldErrors(action.error)
  const grants = form.outcome === 'approve' || form.outcome === 'approveAsTeaming'
  const days = point.outcomes.approve.parameters.protectionDays
  const missing = (text: string, what: string) =>
    tried && text.trim().length < 10 ? `Write ${what}, ten characters at least.` : undefined
  const daysError = grants && tried && !inRange(form.days, days) ? rangeWords(days) : undefined
  const send = () => {
    setTried(true)
    if (!form.outcome || form.wording.trim().length < 10 || form.reason.trim().length < 10) return
    if (grants && !inRange(form.days, days)) return
    action.send({
      outcome: form.outcome,
      wording: form.wording,
      reason: form.reason,
      ...(grants && form.days !== null ? { protectionDays: form.days } : {}),
    })
  }
  return (
    <Form title="Decide in the policy’s place" verb="Record the decision" action={action} onSend={send}>
      <ChoiceField
        label="Your decision"
        value={form.outcome}
        options={outcomeOptions}
        error={tried && !form.outcome ? 'Choose one.' : errors['/outcome']}
        onChange={(outcome) => setForm((now) => ({ ...now, outcome }))}
      />
      {grants && (
        <NumberField
          label={form.outcome === 'approve' ? 'Days of protection' : 'Days of teaming'}
          value={form.days}
          unit="days"
          error={daysError ?? errors['/protectionDays']}
          onChange={(value) => setForm((now) => ({ ...now, days: value }))}
        />
      )}
      <LongTextField
        label="What the partner reads"
        hint="It names no other partner. If you refuse, say what is still possible."
        rows={2}
        value={form.wording}
        error={missing(form.wording, 'what the partner should read') ?? errors['/wording']}
        onChange={(wording) => setForm((now) => ({ ...now, wording }))}
      />
      <LongTextField
        label="Reason, for the record"
        hint="Staff only. It stays with the decision."
        rows={2}
        value={form.reason}
        error={missing(form.reason, 'your reason') ?? errors['/reason']}
        onChange={(reason) => setForm((now) => ({ ...now, reason }))}
      />
    </Form>
  )
}
