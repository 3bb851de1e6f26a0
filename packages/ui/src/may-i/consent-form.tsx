import { Button } from '@mantine/core'
import type { Consent, EngagementSummary } from '@parley/contract/engagements'
import type { ReactNode } from 'react'
import { Day } from '../date.tsx'
import { LongTextField } from '../fields.tsx'
import { ConsentClock } from './answer.tsx'
import classes from './may-i.module.css'

type Props = {
  asked: Pick<EngagementSummary, 'askedByName' | 'verbWords' | 'productFamily'> & { note: string | null }
  consent: Consent
  now: string
  reason: string
  onReason: (reason: string) => void
  error: string | undefined
  /** The answer that is under way. */
  sending: 'given' | 'refused' | null
  onAnswer: (answer: 'given' | 'refused') => void
  problem: ReactNode
}

/** Yes or no, with the reason that the other side reads; and until when. */
export function ConsentForm({ asked, consent, now, reason, onReason, error, sending, onAnswer, problem }: Props) {
  return (
    <section className={`${classes.panel} ${classes.needed}`} data-tone="needsYou" aria-label="Do you agree?">
      <h2>Do you agree?</h2>
      <p>
        {asked.askedByName} wants to {asked.verbWords}, for {asked.productFamily.name}.
        {asked.note && ` “${asked.note}”`}
      </p>
      <p className={classes.dim}>
        <ConsentClock consent={consent} now={now} />
        {consent.lastDay && (
          <>
            {' '}
            The last day is <Day value={consent.lastDay} />. No answer is a no.
          </>
        )}
      </p>
      <LongTextField
        label="Your reason"
        name="reason"
        rows={3}
        hint="Whoever asked reads it, and it is kept with your answer."
        value={reason}
        onChange={onReason}
        error={error}
      />
      {problem}
      <div className={classes.buttons}>
        <Button loading={sending === 'given'} disabled={sending === 'refused'} onClick={() => onAnswer('given')}>
          Agree
        </Button>
        <Button
          variant="default"
          loading={sending === 'refused'}
          disabled={sending === 'given'}
          onClick={() => onAnswer('refused')}
        >
          Don’t agree
        </Button>
      </div>
    </section>
  )
}
