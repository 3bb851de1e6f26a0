import type { PrecheckAnswer } from '@parley/contract/home'
import { DecisionCardView, DecisionWord, missingOf } from '@parley/ui/decision-card'
import { ProblemNotice } from '@parley/ui/problem'
import { IconChevronDown, IconClock, IconInfoCircle } from '@tabler/icons-react'
import { useNow } from '../api.ts'
import { PublishedLink } from '../layout/published-link.tsx'
import classes from './register.module.css'
import type { Live } from './use-precheck.ts'

/** How it would be decided now, on what is typed so far. The last answer stays while the next is on its way. */
export function AnswerView({
  answer,
  checking,
  error,
  restsUntil,
  retry,
  settledRefusal,
}: Live & { settledRefusal: boolean }) {
  return (
    <div className={classes.answer} aria-busy={checking}>
      <div className="visuallyHidden" role="status">
        {answer && !checking && `${answer.card.outcome.title}. ${answer.card.headline}`}
      </div>
      {answer ? (
        <>
          <DecisionCardView card={answer.card} audience="partner" compact />
          <PublishedLink card={answer.card} target="_blank" />
        </>
      ) : (
        <div className={classes.noAnswer}>
          <h2>The answer comes here</h2>
          <p>Start with the customer and the product family. It is asked again whenever you stop typing.</p>
        </div>
      )}
      {settledRefusal && (
        <p className={classes.settled} data-tone="info">
          <IconInfoCircle size={18} aria-hidden />
          <span>Nothing else that you type changes this. You needn’t fill in the rest.</span>
        </p>
      )}
      {restsUntil !== null && <Rests until={restsUntil} answered={answer !== null} />}
      <p className={classes.state}>{checking && answer ? 'Checking' : 'Nothing is recorded yet.'}</p>
      {error !== null && <ProblemNotice error={error} onRetry={retry} retryLabel="Ask again" />}
    </div>
  )
}

/** As often as the vendor answers in an hour, and how it goes on. */
function Rests({ until, answered }: { until: string; answered: boolean }) {
  const now = useNow()
  const minutes = Math.ceil((Date.parse(until) - Date.parse(now)) / 60_000)
  return (
    <p className={classes.settled} data-tone="waiting" role="status">
      <IconClock size={18} aria-hidden />
      <span>
        Your company has asked as often as we answer within an hour.{' '}
        {answered && 'The answer above is to what you had typed before. '}
        The next one comes by itself in {minutes > 1 ? `${minutes} minutes` : 'a minute'}. You can go on typing, and
        register at any time.
      </span>
    </p>
  )
}

/** On a narrow screen the answer's word stays in view while the form is typed. */
export function AnswerStrip({ answer }: { answer: PrecheckAnswer | null }) {
  if (!answer) return null
  const open = missingOf(answer.card).length
  return (
    <a href="#answer" className={classes.strip}>
      <DecisionWord card={answer.card} audience="partner" />
      <span>{open > 0 ? `${open} open` : answer.card.headline}</span>
      <IconChevronDown size={18} aria-hidden />
    </a>
  )
}

const consequences: Record<number, string> = {
  2: 'It is yours as soon as you register it.',
  1: 'This is what you get as soon as you register it.',
  0: 'This is where it stands once you register it.',
  [-1]: 'It would be recorded with this answer, and you can’t change it afterwards.',
}

const wordsOf: Record<string, string> = {
  informationNeeded: 'Some questions that decide are still open.',
  review: 'A person decides it once you register it, and you can go on meanwhile.',
}

/** What pressing the button will bring. */
export function SubmitLine({ answer }: { answer: PrecheckAnswer | null }) {
  if (!answer) return null
  const { type, favour } = answer.card.outcome
  return (
    <p className={classes.submitLine}>
      <DecisionWord card={answer.card} audience="partner" />
      {wordsOf[type] ?? consequences[favour]}
    </p>
  )
}
