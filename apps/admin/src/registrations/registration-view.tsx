import { useElementSize } from '@mantine/hooks'
import type { StaffRegistration } from '@parley/contract/registrations'
import { ClockLine } from '@parley/ui/clock'
import { Day, When } from '@parley/ui/date'
import { DecisionCardView, withoutRules } from '@parley/ui/decision-card'
import { Money } from '@parley/ui/money'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { CardSkeleton } from '@parley/ui/skeletons'
import { Timeline } from '@parley/ui/timeline'
import { TraceView } from '@parley/ui/trace'
import { useEffect, useRef } from 'react'
import { staff, useCall, useMe, useNow } from '../api.ts'
import { TextLink } from '../layout/link.tsx'
import { FactTable, factRows, Section } from '../layout/section.tsx'
import { StaffStatus } from '../layout/staff-status.tsx'
import { ActionButtons, ActionForm } from './action-buttons.tsx'
import { CompetingInterests } from './competing-interests.tsx'
import { Deal } from './deal.tsx'
import { useDoing } from './doing.ts'
import { DutyOf } from './duty.tsx'
import { EvidenceOf } from './evidence.tsx'
import { MatchedAccount } from './matched-account.tsx'
import classes from './registration.module.css'
import { SettleAccount } from './settle-account.tsx'

/** One registration with all that is needed to decide it, in a panel or as a page. */
export function RegistrationPanel({ id }: { id: string }) {
  const answer = useCall(staff.get, { params: { id } })
  if (answer.data) return <Registration key={id} registration={answer.data.data} etag={answer.data.etag} />
  if (answer.error) return <ProblemNotice error={answer.error} onRetry={answer.refetch} />
  return (
    <div className={classes.frame}>
      <div className={classes.grid}>
        <CardSkeleton height={340} />
        <CardSkeleton height={340} />
        <CardSkeleton height={340} />
      </div>
    </div>
  )
}

function Registration({ registration, etag }: { registration: StaffRegistration; etag: string | null }) {
  const { summary, decision } = registration
  const [doing] = useDoing()
  const { ref: frame, width } = useElementSize<HTMLDivElement>()
  const form = doing && doing !== 'settle' && width > 0 && (
    <ActionForm doing={doing} registration={registration} etag={etag} />
  )
  // Three columns: the form stands beside card and facts. Fewer: right below the card, where it was asked for.
  const wide = width >= 960
  const now = useNow()
  return (
    <div className={classes.frame} ref={frame}>
      <Page
        title={`Does ${summary.partner?.name ?? 'the partner'} get ${summary.accountName} for ${summary.productFamily.name}?`}
        lead={<Lead registration={registration} now={now} />}
      >
        <SettleAccount registration={registration} etag={etag} />
        <div className={classes.grid}>
          <div className={classes.column}>
            <DecisionCardView
              card={decision}
              audience="staff"
              compact
              actions={<ActionButtons registration={registration} />}
            />
            {!wide && form}
            <DutyOf registration={registration} />
            {registration.protectionDecision && (
              <Section title="The latest about its protection">
                <p>
                  <strong>{registration.protectionDecision.outcome.title}</strong>:{' '}
                  {registration.protectionDecision.headline}
                </p>
              </Section>
            )}
            <Deal registration={registration} />
            <EvidenceOf registrationId={summary.id} />
          </div>
          <div className={classes.column}>
            <MatchedAccount registration={registration} />
            <CompetingInterests registration={registration} />
            <Section title="Facts it was decided on" note={`${decision.facts.length} facts`} maxHeight="22rem">
              <FactTable caption="Facts it was decided on" rows={factRows(decision)} />
            </Section>
          </div>
          <div className={`${classes.column} ${classes.side}`}>
            {wide && form}
            <Trace decisionId={registration.staffDecision.decisionId} />
            <History registration={registration} now={now} />
          </div>
        </div>
      </Page>
    </div>
  )
}

function Lead({ registration, now }: { registration: StaffRegistration; now: string }) {
  const { summary } = registration
  const { vendor } = useMe()
  const partner = summary.partner?.name ?? 'the partner'
  return (
    <div className={classes.lead}>
      <StaffStatus status={summary.status} />
      {summary.clock && (
        <ClockLine
          clock={
            summary.clock.owes === 'vendor' ? { ...summary.clock, what: `An answer to ${partner}` } : summary.clock
          }
          now={now}
          reader="staff"
          partnerName={partner}
        />
      )}
      <span>
        <Money amountMinor={summary.amountMinor} currency={vendor.currency} />, closes{' '}
        <Day value={summary.expectedCloseOn} />
      </span>
      {summary.partner && <span>{summary.partner.tierTitle} partner</span>}
      <span>
        {summary.reference}, sent <When at={summary.submittedAt} now={now} />
      </span>
    </div>
  )
}

/** The rules as the recorded decision ran them; the deciding one stands open, and in view. */
function Trace({ decisionId }: { decisionId: string }) {
  const decision = useCall(staff.getDecision, { params: { id: decisionId } })
  const data = decision.data?.data
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const [box, decided] = [list.current?.parentElement, list.current?.querySelector('details[open]')]
    if (data && box && decided)
      box.scrollTop += decided.getBoundingClientRect().top - box.getBoundingClientRect().top - 48
  }, [data])
  return (
    <Section
      title="Rules, in order"
      note={
        <TextLink size="xs" to="/decisions/$id" params={{ id: decisionId }}>
          The whole decision
        </TextLink>
      }
      maxHeight="26rem"
      bare
    >
      <div ref={list}>
        {decision.error && !data ? <ProblemNotice error={decision.error} onRetry={decision.refetch} /> : null}
        {decision.isPending && <CardSkeleton height={160} />}
        {data && data.trace.length === 0 && <p>{withoutRules(data.card)}</p>}
        {data && data.trace.length > 0 && <TraceView trace={data.trace} />}
      </div>
    </Section>
  )
}

function History({ registration, now }: { registration: StaffRegistration; now: string }) {
  const before = registration.history.filter(({ decisionId }) => decisionId !== registration.staffDecision.decisionId)
  return (
    <>
      {before.length > 0 && (
        <Section title="Decided before">
          <ol style={{ listStyle: 'none', display: 'grid', gap: '0.25rem' }}>
            {before.map((entry) => (
              <li key={entry.decisionId}>
                <TextLink underline="always" to="/decisions/$id" params={{ id: entry.decisionId }}>
                  {entry.outcomeTitle}
                </TextLink>{' '}
                by {entry.decidedByName ?? 'the policy'}, <When at={entry.decidedAt} now={now} />
              </li>
            ))}
          </ol>
        </Section>
      )}
      <Section title="What happened">
        <Timeline entries={registration.timeline} now={now} />
      </Section>
    </>
  )
}
