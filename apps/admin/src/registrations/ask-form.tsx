import { registration as point } from '@parley/rules/points/registration/point'
import { LongTextField, NumberField } from '@parley/ui/fields'
import { fieldErrors } from '@parley/ui/problem'
import { useState } from 'react'
import { staff } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { Form, type FormProps, inRange, rangeWords, useAction } from './action-form.tsx'

export function AskForm(props: FormProps) {
  const range = point.outcomes.askForInformation.parameters.answerWithinDays
  const [form, setForm, forget] = useKept(`ask.${props.registration.summary.id}`, {
    question: '',
    days: null as number | null,
  })
  const action = useAction(staff.ask, props, forget)
  const [tried, setTried] = useState(false)
  const errors = fieldErrors(action.error)
  const send = () => {
    setTried(true)
    if (form.question.trim().length < 10 || !inRange(form.days, range)) return
    action.send({ question: form.question, answerWithinDays: form.days })
  }
  return (
    <Form title="Ask the partner" verb="Send the question" action={action} onSend={send}>
      <LongTextField
        label="Your question"
        hint="The partner reads it as you write it. The answer comes back to the work queue."
        value={form.question}
        error={
          tried && form.question.trim().length < 10
            ? 'Write the question, ten characters at least.'
            : errors['/question']
        }
        onChange={(question) => setForm((now) => ({ ...now, question }))}
      />
      <NumberField
        label="Days to answer"
        unit="days"
        value={form.days}
        error={tried && !inRange(form.days, range) ? rangeWords(range) : errors['/answerWithinDays']}
        onChange={(days) => setForm((now) => ({ ...now, days }))}
      />
    </Form>
  )
}
