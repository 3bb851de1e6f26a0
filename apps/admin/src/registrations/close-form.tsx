import { ChoiceField, LongTextField } from '@parley/ui/fields'
import { fieldErrors } from '@parley/ui/problem'
import { useState } from 'react'
import { staff } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { Form, type FormProps, useAction } from './action-form.tsx'

export function CloseForm(props: FormProps) {
  const [form, setForm, forget] = useKept(`close.${props.registration.summary.id}`, {
    result: null as 'won' | 'lost' | null,
    note: '',
  })
  const action = useAction(staff.close, props, forget)
  const [tried, setTried] = useState(false)
  const errors = fieldErrors(action.error)
  const send = () => {
    setTried(true)
    if (!form.result) return
    action.send({ result: form.result, ...(form.note.trim() ? { note: form.note } : {}) })
  }
  return (
    <Form title="Close this registration" verb="Close it" action={action} onSend={send}>
      <ChoiceField
        label="How did it end?"
        value={form.result}
        options={[
          { value: 'won', label: 'Won' },
          { value: 'lost', label: 'Lost' },
        ]}
        hint="Its protection ends with it."
        error={tried && !form.result ? 'Choose one.' : errors['/result']}
        onChange={(result) => setForm((now) => ({ ...now, result }))}
      />
      <LongTextField
        label="Note"
        required={false}
        rows={2}
        value={form.note}
        error={errors['/note']}
        onChange={(note) => setForm((now) => ({ ...now, note }))}
      />
    </Form>
  )
}
