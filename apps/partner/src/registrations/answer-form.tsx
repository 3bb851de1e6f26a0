import type { PartnerRegistration } from '@parley/contract/registrations'
import { AbilityButton } from '@parley/ui/ability-button'
import { formatDay, formatInstant, When } from '@parley/ui/date'
import { DayField, LongTextField, MoneyField, NumberField, TextField } from '@parley/ui/fields'
import { formatAmount, parseMoney } from '@parley/ui/money'
import { fieldErrors } from '@parley/ui/problem'
import { useSend } from '@parley/ui/query'
import { IconHandStop } from '@tabler/icons-react'
import { type SubmitEvent, useState } from 'react'
import { routes, useMe, useNow } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { say } from '../layout/notice.tsx'
import type { RegistrationProps } from './registration-view.tsx'
import classes from './registrations.module.css'
import { SendProblem } from './send-problem.tsx'

type Request = PartnerRegistration['informationRequests'][number]
type Corrections = {
  amount: string
  expectedCloseOn: string
  description: string
  contactName: string
  contactEmail: string
  meetingsHeld: number | null
}

const startOf = ({ deal }: PartnerRegistration, currency: string): Corrections => ({
  amount: formatAmount(deal.amountMinor, currency),
  expectedCloseOn: deal.expectedCloseOn,
  description: deal.description,
  contactName: deal.contactName ?? '',
  contactEmail: deal.contactEmail ?? '',
  meetingsHeld: deal.meetingsHeld,
})

/** Only what was changed is sent; the rest stays as it was registered. */
function changesOf(typed: Corrections, start: Corrections, currency: string) {
  const { amount, meetingsHeld, ...texts } = typed
  const amountMinor = amount === start.amount ? null : parseMoney(amount, currency)
  const changed = Object.entries(texts).filter(
    ([name, value]) => value !== start[name as keyof Corrections] && value !== '',
  )
  const deal = {
    ...Object.fromEntries(changed),
    ...(amountMinor === null ? {} : { amountMinor }),
    ...(meetingsHeld === null || meetingsHeld === start.meetingsHeld ? {} : { meetingsHeld }),
  }
  return Object.keys(deal).length === 0 ? {} : { deal }
}

/** "by the end of Nov 29, 2026", as the vendor's days go; an hour where it isn't the end of a day. */
function dueInWords(dueAt: string, timeZone: string): string {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
  if (clock.format(Date.parse(dueAt)) !== '00:00') return `before ${formatInstant(dueAt)}`
  const lastDay = new Intl.DateTimeFormat('en-CA', { timeZone }).format(Date.parse(dueAt) - 1)
  return `by the end of ${formatDay(lastDay)}`
}

/** What the vendor (or the policy) wants to know, with the answer beside it; it is decided again at once. */
export function AnswerForm({
  request,
  registration,
  etag,
  onChanged,
  onReload,
}: RegistrationProps & { request: Request }) {
  const { vendor } = useMe()
  const now = useNow()
  const [start] = useState(() => startOf(registration, vendor.currency))
  const [kept, setKept, forget] = useKept(`answer.${request.id}`, {
    answer: '',
    corrections: {} as Partial<Corrections>,
  })
  const { answer } = kept
  const typed = { ...start, ...kept.corrections }
  const send = useSend(routes.answer, {
    onDone: (result) => {
      forget()
      onChanged(result)
      say(
        result.data.summary.status === 'informationNeeded'
          ? 'Your answer is kept. The policy still asks: see what is missing in the deal.'
          : 'Answered, and decided again. The answer is above.',
      )
      window.scrollTo({ top: 0 })
    },
  })
  const { can } = registration
  // The policy asks because a fact falls short: only another fact changes its answer, so the deal stands open for it.
  const byPolicy = request.question === registration.decision.headline
  const errors = fieldErrors(send.error)
  const setAnswer = (next: string) => setKept((old) => ({ ...old, answer: next }))
  const set = (change: Partial<Corrections>) =>
    setKept((old) => ({ ...old, corrections: { ...old.corrections, ...change } }))
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    send.mutate({
      params: { id: registration.summary.id },
      body: { answer, ...changesOf(typed, start, vendor.currency) },
      ...(etag ? { ifMatch: etag } : {}),
    })
  }
  return (
    <section className={`${classes.panel} ${classes.asked}`} data-tone="needsYou" data-answer>
      <h2>
        <IconHandStop size={20} aria-hidden /> Your answer is needed
      </h2>
      {!byPolicy && <p className={classes.question}>{request.question}</p>}
      <p className={classes.dim}>
        Asked <When at={request.askedAt} now={now} />. Answer {dueInWords(request.dueAt, vendor.timeZone)} (
        <When at={request.dueAt} now={now} />
        ).
      </p>
      {can.answer.ok ? (
        <form className={classes.form} onSubmit={submit} noValidate>
          <LongTextField
            label="Your answer"
            name="answer"
            value={answer}
            onChange={setAnswer}
            error={errors['/answer']}
          />
          <details open={byPolicy || Object.keys(errors).some((pointer) => pointer.startsWith('/deal')) || undefined}>
            <summary>{byPolicy ? 'What has changed in the deal' : 'Correct the deal as well'}</summary>
            <div className={classes.form} style={{ paddingTop: '1rem' }}>
              <MoneyField
                label="Expected amount"
                name="answer-amount"
                currency={vendor.currency}
                value={typed.amount}
                onChange={(amount) => set({ amount })}
                error={errors['/deal/amountMinor']}
              />
              <DayField
                label="Expected to close"
                name="answer-expectedCloseOn"
                value={typed.expectedCloseOn}
                onChange={(expectedCloseOn) => set({ expectedCloseOn })}
                error={errors['/deal/expectedCloseOn']}
              />
              <LongTextField
                label="What the customer wants to solve"
                name="answer-description"
                value={typed.description}
                onChange={(description) => set({ description })}
                error={errors['/deal/description']}
              />
              <TextField
                label="Contact at the customer"
                name="answer-contactName"
                value={typed.contactName}
                onChange={(contactName) => set({ contactName })}
                error={errors['/deal/contactName']}
              />
              <TextField
                label="Their e-mail address"
                name="answer-contactEmail"
                type="email"
                value={typed.contactEmail}
                onChange={(contactEmail) => set({ contactEmail })}
                error={errors['/deal/contactEmail']}
              />
              <NumberField
                label="Meetings held"
                name="answer-meetingsHeld"
                value={typed.meetingsHeld}
                onChange={(meetingsHeld) => set({ meetingsHeld })}
                error={errors['/deal/meetingsHeld']}
              />
            </div>
          </details>
          {Object.keys(errors).length === 0 && <SendProblem error={send.error} onReload={onReload} />}
          <div>
            <AbilityButton type="submit" loading={send.isPending}>
              Send the answer
            </AbilityButton>
          </div>
        </form>
      ) : (
        <p>{can.answer.reason}</p>
      )}
    </section>
  )
}
