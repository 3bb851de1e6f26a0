import { lineKinds, type Statement, type StatementLine } from '@parley/contract/statements'
import { AbilityButton } from '@parley/ui/ability-button'
import { DecisionCardView } from '@parley/ui/decision-card'
import { Money } from '@parley/ui/money'
import { Name, shown } from '@parley/ui/name'
import { ToneBadge } from '@parley/ui/outcome'
import { IconMessageQuestion } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useMe } from '../api.ts'
import { paths } from '../paths.ts'
import { DisputeForm } from './dispute-form.tsx'
import { DisputeView } from './dispute-view.tsx'
import classes from './earnings.module.css'
import looks from './statement.module.css'
import { Steps } from './steps.tsx'

type Props = {
  line: StatementLine
  statement: Statement
  isOpen: boolean
  isDisputing: boolean
  onGo: (search: { line?: string; do?: 'dispute' }) => void
}

/** A line in one row; opened, its steps, its decision with facts and rules, and its dispute. The address says which is open. */
export function Line({ line, statement, isOpen, isDisputing, onGo }: Props) {
  const { viewed } = useMe()
  const place = useRef<HTMLLIElement>(null)
  // Opened by a link from elsewhere, it may be far down.
  useEffect(() => {
    if (isOpen) place.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
  const ability = viewed ? ({ ok: false, reason: 'You are looking as somebody else.' } as const) : line.can.dispute
  return (
    <li ref={place} className={looks.line} id={`line-${line.position}`}>
      <button
        type="button"
        className={looks.lineHead}
        aria-expanded={isOpen}
        aria-controls={`line-${line.position}-body`}
        onClick={() => onGo(isOpen ? {} : { line: line.id })}
      >
        <span className={looks.position}>{line.position}</span>
        <span className={classes.words}>
          <strong>
            <Name>{line.accountName}</Name>
          </strong>
          <small>
            {lineKinds[line.kind]} · {line.claimReference}
          </small>
          {line.dispute && <DisputeBadge dispute={line.dispute} />}
        </span>
        <Money amountMinor={line.amountMinor} currency={statement.currency} />
      </button>
      {isOpen && (
        <div className={looks.lineBody} id={`line-${line.position}-body`}>
          {line.steps.length > 0 && (
            <Steps
              steps={line.steps}
              amountMinor={line.amountMinor}
              currency={statement.currency}
              caption={`The steps of line ${line.position}, ${shown(line.accountName)}`}
            />
          )}
          <DecisionCardView card={line.decision} audience="partner" compact />
          {line.dispute && <DisputeView dispute={line.dispute} />}
          <div className={classes.actions}>
            {!line.dispute && (
              <AbilityButton
                ability={ability}
                variant="default"
                leftSection={<IconMessageQuestion size={18} aria-hidden />}
                onClick={() => onGo({ line: line.id, do: 'dispute' })}
              >
                Dispute this line
              </AbilityButton>
            )}
            <Link to={paths.claim} params={{ id: line.claimId }}>
              Open the claim
            </Link>
          </div>
          <DisputeForm
            line={line}
            statement={statement}
            open={isDisputing && ability.ok}
            onClose={() => onGo({ line: line.id })}
          />
        </div>
      )}
    </li>
  )
}

function DisputeBadge({ dispute: { answer, dueOn } }: { dispute: NonNullable<StatementLine['dispute']> }) {
  if (answer)
    return (
      <ToneBadge tone={answer.isUpheld ? 'granted' : 'neutral'}>{answer.isUpheld ? 'Corrected' : 'Answered'}</ToneBadge>
    )
  if (dueOn === null) return <ToneBadge tone="refused">Disputed too late</ToneBadge>
  return <ToneBadge tone="waiting">Disputed</ToneBadge>
}
