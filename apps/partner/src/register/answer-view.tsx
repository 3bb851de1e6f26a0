import type { PrecheckAnswer } from '@parley/contract/home'
import { DecisionCardView, DecisionWord, missingOf } from '@parley/ui/decision-card'
import { ProblemNotice } from '@parley/ui/problem'
import { IconChevronDown, IconInfoCircle } from '@tabler/icons-react'
import classes from './register.module.css'

type Props = {
  answer: PrecheckAnswer | null
  checking: boolean
  error: unknown
  retry: () => void
  settledRefusal: boolean
}

/** How it would be decided now, on what is typed so far. The last answer stays while the next is on its way. */
export function AnswerView({ answer, checking, error, retry, settledRefusal }: Props) {
  return (
    <div className={classes.answer} aria-busy={checking}>
      <div className="visuallyHidden" role="status">
        {answer && !checking && `${answer.card.outcome.title}. ${answer.card.headline}`}
      </div>
      {answer ? (
        <DecisionCardView card={answer.card} audience="partner" compact />
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
      <p className={classes.state}>{checking && answer ? 'Checking' : 'Nothing is recorded yet.'}</p>
      {error !== null && <ProblemNotice error={error} onRetry={retry} retryLabel="Ask again" />}
    </div>
  )
}

/** On a narrow screen the answer's word stays in view while the form is typed. */
export function AnswerStrip({ answer }: { answer: PrecheckAnswer | null }) {
  if (!answer) return null
  const open = missingOf(answer.card).length
  return (
    <a href="#answer" className={classes.strip}>
      <DecisionWord card={answer.card} audience="partner" />
      <span>{open > 0 ? `${open} ${open === 1 ? 'question' : 'questions'} left` : answer.card.headline}</span>
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

/** What pressing the button will bring. */
export function SubmitLine({ answer }: { answer: PrecheckAnswer | null }) {
  if (!answer) return null
  const { type, favour } = answer.card.outcome
  return (
    <p className={classes.submitLine}>
      <DecisionWord card={answer.card} audience="partner" />
      {type === 'informationNeeded' ? 'Some questions that decide are still open.' : consequences[favour]}
    </p>
  )
}
