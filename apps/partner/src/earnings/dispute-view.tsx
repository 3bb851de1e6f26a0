import type { StatementLine } from '@parley/contract/statements'
import { Day, When } from '@parley/ui/date'
import { DecisionCardView } from '@parley/ui/decision-card'
import { shown } from '@parley/ui/name'
import { useMe, useNow } from '../api.ts'
import classes from './earnings.module.css'
import looks from './statement.module.css'
import { daysLeft } from './words.tsx'

type Dispute = NonNullable<StatementLine['dispute']>

/** What was said against a line, who owes the answer and by when, and the answer. */
export function DisputeView({ dispute }: { dispute: Dispute }) {
  const now = useNow()
  const { vendor } = useMe()
  const { reason, openedAt, openedByName, dueOn, answer, decision } = dispute
  return (
    <section className={looks.dispute} data-tone={toneOf(dispute)} aria-label="Your dispute">
      <h3>{titleOf(dispute)}</h3>
      {answer ? (
        <p className={classes.typed}>{shown(answer.wording)}</p>
      ) : (
        dueOn && (
          <p>
            {vendor.name} owes you an answer by the end of <Day value={dueOn} />,{' '}
            {daysLeft(now, dueOn, vendor.timeZone)}.
          </p>
        )
      )}
      {answer?.isUpheld && <p>The correction is on your next statement, as a line of its own.</p>}
      {answer && (
        <p className={classes.dim}>
          {vendor.name} answered <When at={answer.answeredAt} now={now} />.
        </p>
      )}
      <p className={classes.typed}>“{shown(reason)}”</p>
      <p className={classes.dim}>
        {shown(openedByName)} disputed it <When at={openedAt} now={now} />.
      </p>
      {!answer && dueOn === null && <DecisionCardView card={decision} audience="partner" compact />}
    </section>
  )
}

function titleOf({ answer, dueOn }: Dispute): string {
  if (answer) return answer.isUpheld ? 'You were right: it is corrected' : 'It stays as it is'
  return dueOn === null ? 'It is too late to dispute this' : 'You have disputed this line'
}

function toneOf({ answer, dueOn }: Dispute): string {
  if (answer) return answer.isUpheld ? 'granted' : 'neutral'
  return dueOn === null ? 'refused' : 'waiting'
}
