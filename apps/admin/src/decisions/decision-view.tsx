import { Button } from '@mantine/core'
import type { StaffDecision } from '@parley/contract/decisions'
import type { Role } from '@parley/contract/session'
import { When } from '@parley/ui/date'
import { DecisionCardView, withoutRules } from '@parley/ui/decision-card'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { CardSkeleton } from '@parley/ui/skeletons'
import { TraceView } from '@parley/ui/trace'
import { useMemo } from 'react'
import { staff, useCall, useMe, useNow, useSend } from '../api.ts'
import { useActions } from '../layout/actions.ts'
import { TextLink } from '../layout/link.tsx'
import { FactTable, factRows, Rows, Section } from '../layout/section.tsx'
import { mayOpen } from '../paths.ts'
import classes from './decision.module.css'

/** One decision as it was recorded: the answer, the facts, every rule in the order it was asked. */
export function DecisionPanel({ id }: { id: string }) {
  const decision = useCall(staff.getDecision, { params: { id } })
  if (decision.data) return <Decision key={id} decision={decision.data.data} />
  if (decision.error) return <ProblemNotice error={decision.error} onRetry={decision.refetch} />
  return <CardSkeleton height={420} />
}

function Decision({ decision }: { decision: StaffDecision }) {
  const { card, summary } = decision
  const now = useNow()
  return (
    <div className={classes.frame}>
      <Page
        title={`Why “${summary.outcomeTitle}” for ${summary.subjectTitle}?`}
        lead={<Lead decision={decision} now={now} />}
      >
        <div className={classes.grid}>
          <div className={classes.column}>
            <DecisionCardView card={card} audience="staff" compact />
            {summary.decidedBy === 'policy' && <Again id={summary.id} />}
            <Section title="Facts, as they were known then" note={`${card.facts.length} facts`} maxHeight="26rem">
              <FactTable caption="Facts, as they were known then" rows={factRows(card)} />
            </Section>
          </div>
          <div className={classes.column}>
            <Section
              title="Rules, in the order they were asked"
              note={`${decision.fired.length} of ${decision.trace.length} held`}
              bare
            >
              {decision.trace.length === 0 ? <p>{withoutRules(card)}</p> : <TraceView trace={decision.trace} />}
            </Section>
            {decision.nearly.length > 0 && (
              <Section title="Nearly fired" note="one fact kept each from holding">
                <Rows>
                  {decision.nearly.map((near) => (
                    <li key={near.rule}>
                      <strong>{near.title}</strong>: only {near.by.join(', ')} kept it from holding.
                    </li>
                  ))}
                </Rows>
              </Section>
            )}
          </div>
        </div>
      </Page>
    </div>
  )
}

function Lead({ decision, now }: { decision: StaffDecision; now: string }) {
  const { summary, card } = decision
  const { role } = useMe().user
  return (
    <div className={classes.links}>
      <span>
        {summary.decidedBy === 'policy' ? 'The policy' : (summary.decidedByName ?? 'A person').replace(/^the /, 'The ')}{' '}
        decided <When at={summary.decidedAt} now={now} />
      </span>
      {card.policy && (
        <TextLink
          to="/policies/$point/versions/$version"
          params={{ point: summary.point, version: String(card.policy.version) }}
          search={{ show: 'document', rule: summary.because[0] }}
        >
          {card.policy.title}, version {card.policy.version}
        </TextLink>
      )}
      <SubjectLink {...summary} role={role} />
      {decision.supersedes && (
        <TextLink to="/decisions/$id" params={{ id: decision.supersedes }}>
          It replaced an earlier decision
        </TextLink>
      )}
      {decision.supersededBy && (
        <TextLink to="/decisions/$id" params={{ id: decision.supersededBy }}>
          A later decision replaced it
        </TextLink>
      )}
    </div>
  )
}

/** To what was decided on, where the console has a page for it: a claim, a designation or a dispute stands on another record's page. */
function SubjectLink({ point, subjectId, role }: { point: string; subjectId: string; role: Role }) {
  const params = { id: subjectId }
  if (['registration', 'protection', 'request'].includes(point) && mayOpen(role, '/registrations'))
    return (
      <TextLink to="/registrations/$id" params={params}>
        The registration
      </TextLink>
    )
  if (point === 'engagement' && mayOpen(role, '/may-i'))
    return (
      <TextLink to="/may-i/$id" params={params}>
        The question
      </TextLink>
    )
  if (point === 'paper' && mayOpen(role, '/deals'))
    return (
      <TextLink to="/deals/$id" params={params}>
        The deal
      </TextLink>
    )
  return null
}

/** The proof that a record explains itself: decided again from its own facts and version, and compared. */
function Again({ id }: { id: string }) {
  const rerun = useSend(staff.rerunDecision)
  const answer = rerun.data?.data
  const { mutate } = rerun
  useActions(
    useMemo(() => [{ title: 'Decide it again from the record', run: () => mutate({ params: { id } }) }], [mutate, id]),
  )
  return (
    <Section title="Is it still the same?" screenOnly>
      <Button size="xs" variant="default" loading={rerun.isPending} onClick={() => mutate({ params: { id } })}>
        Decide it again from the record
      </Button>
      <div aria-live="polite">
        {answer?.same && (
          <p style={{ marginTop: '0.5rem' }}>
            The same: “{answer.rerun.outcome.title}”, from the same facts and the same version.
          </p>
        )}
        {answer && !answer.same && (
          <div className={classes.pair}>
            <p>
              <strong>It comes out differently now.</strong> Nothing was changed. Tell whoever runs this system.
            </p>
            <ul>
              {answer.differences.map((difference) => (
                <li key={difference}>{difference}</li>
              ))}
            </ul>
            <DecisionCardView card={answer.rerun} audience="staff" compact />
          </div>
        )}
      </div>
      {rerun.error ? <ProblemNotice error={rerun.error} /> : null}
    </Section>
  )
}
