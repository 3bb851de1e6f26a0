import type { PartnerRegistration } from '@parley/contract/registrations'
import { ClockLine } from '@parley/ui/clock'
import { Day, When } from '@parley/ui/date'
import { DecisionCardView } from '@parley/ui/decision-card'
import { Money } from '@parley/ui/money'
import { StatusBadge } from '@parley/ui/outcome'
import { Page } from '@parley/ui/page'
import { Timeline } from '@parley/ui/timeline'
import { Link } from '@tanstack/react-router'
import { useMe, useNow } from '../api.ts'
import { LinkButton } from '../layout/link-button.tsx'
import { PublishedLink } from '../layout/published-link.tsx'
import { paths } from '../paths.ts'
import { AnswerForm } from './answer-form.tsx'
import { ClaimSection } from './claim-section.tsx'
import { DealView } from './deal-view.tsx'
import { EvidenceSection } from './evidence-section.tsx'
import { HelpSection } from './help-section.tsx'
import { ProtectionView } from './protection-view.tsx'
import { type Kept, RegistrationActions } from './registration-actions.tsx'
import classes from './registrations.module.css'
import { ShareSection } from './share-section.tsx'
import { TeamingSection } from './teaming-section.tsx'

export type RegistrationProps = {
  registration: PartnerRegistration
  etag: string | null
  /** A change was recorded: the server's new state of it. */
  onChanged: (answer: Kept) => void
  /** It changed meanwhile: read it again. */
  onReload: () => void
}

const over = new Set(['withdrawn', 'expired', 'lapsed', 'won', 'lost'])

export function RegistrationView(props: RegistrationProps) {
  const { registration } = props
  const { summary, decision, protectionDecision, timeline, informationRequests } = registration
  const { vendor } = useMe()
  const now = useNow()
  const open = informationRequests.filter((request) => request.answer === null)
  const asked = open.map((request) => <AnswerForm key={request.id} request={request} {...props} />)
  // The policy's question is its answer, and stands in the card; a person's comes first.
  const byPerson = open.some(({ question }) => question !== decision.headline)
  const isOver = over.has(summary.status)
  // What came of it is the answer now; how it began is the past.
  const isLapsed = summary.status === 'lapsed' && protectionDecision?.outcome.type === 'lapse'
  return (
    <Page
      title={
        isOver
          ? `What came of ${summary.accountName}?`
          : `Is ${summary.accountName} yours for ${summary.productFamily.name}?`
      }
      lead={
        <span className={classes.lead}>
          <StatusBadge status={summary.status} />
          <span>{summary.reference}</span>
          <Money amountMinor={summary.amountMinor} currency={vendor.currency} />
          <span>
            registered <When at={summary.submittedAt} now={now} />
          </span>
        </span>
      }
    >
      {summary.clock && <ClockLine clock={summary.clock} now={now} vendorName={vendor.name} />}
      <div className={classes.columns}>
        <div className={classes.column}>
          <div className={classes.answer}>
            {byPerson && asked}
            {registration.toldDayIsOver && (
              <p>
                <strong>The day that this answer names is over.</strong> You can register this customer again. The new
                answer says whether it is free.
              </p>
            )}
            {isLapsed && <DecisionCardView card={protectionDecision} audience="partner" />}
            {isOver ? (
              <section className={classes.stack}>
                <h2>
                  What was decided on <Day value={decision.decidedAt} />
                </h2>
                <DecisionCardView card={decision} audience="partner" compact isPast />
              </section>
            ) : (
              <DecisionCardView
                card={decision}
                audience="partner"
                actions={summary.status === 'rejected' ? <AnotherFamily registration={registration} /> : undefined}
              />
            )}
            <PublishedLink card={decision} />
            {!byPerson && asked}
            <VendorDuty registration={registration} />
            {protectionDecision && !isLapsed && (
              <section className={classes.stack}>
                <h2>{isOver ? 'What was said of the protection last' : 'Does the protection go on?'}</h2>
                <DecisionCardView card={protectionDecision} audience="partner" compact isPast={isOver} />
              </section>
            )}
          </div>
          <section className={`${classes.panel} ${classes.past}`}>
            <h2>What happened, and what comes</h2>
            <Timeline entries={timeline} now={now} />
            <p>
              <Link to={paths.customer} params={{ id: summary.id }}>
                All that you have with this customer
              </Link>
            </p>
          </section>
          <EvidenceSection registrationId={summary.id} />
          <HelpSection
            registrationId={summary.id}
            isProtected={summary.status === 'approved' && summary.protection?.kind === 'exclusive'}
          />
          <ShareSection
            registrationId={summary.id}
            mayClaim={['approved', 'teaming', 'won', 'expired', 'lapsed'].includes(summary.status)}
          />
        </div>
        <div className={classes.column}>
          <div className={classes.now}>
            {summary.protection && <ProtectionView protection={summary.protection} />}
            <RegistrationActions {...props} />
            <ClaimSection registrationId={summary.id} />
            <TeamingSection registrationId={summary.id} />
          </div>
          <div className={classes.deal}>
            <DealView registration={registration} />
          </div>
        </div>
      </div>
    </Page>
  )
}

/** What the vendor owes: that somebody looks at it, and what follows for you when it is late. */
function VendorDuty({ registration: { duty } }: { registration: PartnerRegistration }) {
  const { vendor } = useMe()
  const now = useNow()
  if (!duty || duty.closed) return null
  if (!duty.late)
    return duty.takenAt ? (
      <p className={classes.dim}>
        Somebody at {vendor.name} looks at it, since <When at={duty.takenAt} now={now} />.
      </p>
    ) : null
  return (
    <section className={classes.stack}>
      <h2>What follows because {vendor.name} is late?</h2>
      <DecisionCardView card={duty.decision} audience="partner" compact />
    </section>
  )
}

/** What is possible after a refusal, without typing the customer again. */
function AnotherFamily({ registration: { account } }: { registration: PartnerRegistration }) {
  const { name, domain, country, city } = account
  return (
    <LinkButton
      variant="default"
      to={paths.register}
      search={{ name, country, ...(domain ? { accountDomain: domain } : {}), ...(city ? { city } : {}) }}
    >
      Register this customer again
    </LinkButton>
  )
}
