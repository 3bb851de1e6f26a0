import type { PartnerEngagement } from '@parley/contract/engagements'
import type { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import { useQueryClient } from '@tanstack/react-query'
import { AbilityButton } from '../ability-button.tsx'
import { Day } from '../date.tsx'
import { LongTextField } from '../fields.tsx'
import { fieldErrors, Refused } from '../problem.tsx'
import { queryKeyOf, useSend } from '../query.tsx'
import { ConsentClock } from './answer.tsx'
import classes from './may-i.module.css'

type Props = {
  asked: PartnerEngagement
  etag: string | null
  routes: {
    get: typeof partnerEngagements.get | typeof staffEngagements.get
    answer: typeof partnerEngagements.answer | typeof staffEngagements.answer
  }
  now: string
  /** The reason as it is typed, as `useKept` has it. */
  kept: readonly [string, (reason: string) => void, () => void]
  onAnswered: () => void
}

/** Whether the reader is asked for consent, and may give it. */
export const isAskedOfYou = ({ consent, can }: PartnerEngagement) => consent?.askedOf === 'you' && can.answer.ok

/** Yes or no, with the reason that the other side reads; and until when. */
export function ConsentForm({ asked, etag, routes, now, kept, onAnswered }: Props) {
  const [reason, setReason, forget] = kept
  const client = useQueryClient()
  const key = queryKeyOf(routes.get, { params: { id: asked.id } })
  const send = useSend(routes.answer, {
    onDone: (answer) => {
      forget()
      client.setQueryData(key, answer)
      onAnswered()
    },
  })
  const errors = fieldErrors(send.error)
  const sending = send.isPending ? (send.variables?.body?.answer ?? null) : null
  const sends = (answer: 'given' | 'refused') =>
    send.mutate({ params: { id: asked.id }, body: { answer, reason }, ...(etag ? { ifMatch: etag } : {}) })
  const consent = asked.consent!
  return (
    <section className={`${classes.panel} ${classes.needed}`} data-tone="needsYou" aria-label="Do you agree?">
      <h2>Do you agree?</h2>
      <p>
        {asked.askedByName} wants to {asked.verbWords}, for {asked.productFamily.name}.
        {asked.note && ` “${asked.note}”`}
      </p>
      <p className={`${classes.dim} ${classes.badges}`}>
        <ConsentClock consent={consent} now={now} />
        {consent.lastDay && (
          <span>
            The last day is <Day value={consent.lastDay} />. No answer is a no.
          </span>
        )}
      </p>
      <LongTextField
        label="Your reason"
        name="reason"
        rows={3}
        hint="Whoever asked reads it, and it is kept with your answer."
        value={reason}
        onChange={setReason}
        error={errors['/reason']}
      />
      {send.isError && Object.keys(errors).length === 0 && (
        <Refused error={send.error} onReload={() => void client.invalidateQueries({ queryKey: key })} />
      )}
      <div className={classes.buttons}>
        <AbilityButton loading={sending === 'given'} disabled={sending === 'refused'} onClick={() => sends('given')}>
          Agree
        </AbilityButton>
        <AbilityButton
          reasonOnHover
          variant="default"
          loading={sending === 'refused'}
          disabled={sending === 'given'}
          onClick={() => sends('refused')}
        >
          Don’t agree
        </AbilityButton>
      </div>
    </section>
  )
}
