import type { StaffDeal } from '@parley/contract/deals'
import { papers } from '@parley/contract/paper'
import { AbilityButton } from '@parley/ui/ability-button'
import { missingOf } from '@parley/ui/decision-card'
import { Name } from '@parley/ui/name'
import { OutcomeBadge } from '@parley/ui/outcome'
import { TextLink } from '../layout/link.tsx'
import { Section } from '../layout/section.tsx'
import classes from './deals.module.css'
import { useDoing } from './doing.ts'
import { earnsWords } from './words.ts'

/** Whose contract the customer signs, what follows for the partner, and why. */
export function PaperOf({ deal }: { deal: StaffDeal }) {
  const [doing, setDoing] = useDoing()
  const { paper, paperDecision, can, summary } = deal
  const asks = summary.stage === 'open' && (
    <AbilityButton
      ability={can.decidePaper}
      reasonOnHover
      size="compact-xs"
      variant="default"
      aria-pressed={doing === 'paper'}
      onClick={() => setDoing('paper')}
    >
      {paperDecision ? 'Ask again' : 'Find out'}
    </AbilityButton>
  )
  return (
    <Section title="Whose contract is it?" note={asks}>
      <div className={classes.stack}>
        {paper && (
          <p>
            <strong>{papers[paper.paper]}</strong>
            {paper.partnerName && (
              <>
                : <Name>{paper.partnerName}</Name> sells it
              </>
            )}
            . {earnsWords[paper.earns] && `The partner earns ${earnsWords[paper.earns]}.`}
          </p>
        )}
        {!paper && !paperDecision && (
          <p className={classes.dim}>
            {summary.stage === 'open'
              ? 'Nobody has asked yet. It is decided before the deal is won, because what each earns follows from it.'
              : 'It was never decided.'}
          </p>
        )}
        {paperDecision && (
          <div className={classes.says}>
            {!paper && <OutcomeBadge favour={paperDecision.outcome.favour} title={paperDecision.outcome.title} />}
            <p>{paperDecision.headline}</p>
            {paperDecision.missing.length > 0 && (
              <>
                <p>Still to be known:</p>
                <ul>
                  {missingOf(paperDecision).map(({ fact, title, question }) => (
                    <li key={fact}>{question ?? title}</li>
                  ))}
                </ul>
              </>
            )}
            {paperDecision.overrideReason && (
              <p>
                {paperDecision.decidedByName} decided it: {paperDecision.overrideReason}
              </p>
            )}
            {paperDecision.decisionId && (
              <TextLink size="xs" to="/decisions/$id" params={{ id: paperDecision.decisionId }}>
                The whole decision
              </TextLink>
            )}
          </div>
        )}
      </div>
    </Section>
  )
}
