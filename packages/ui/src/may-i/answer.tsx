import type { DecisionCard } from '@parley/contract/decisions'
import {
  type Consent,
  consentStates,
  type EngagementSummary,
  type PartnerEngagement,
} from '@parley/contract/engagements'
import { IconAlarm, IconAlertTriangle, IconClock, IconHeartHandshake, IconUsers } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Day, When } from '../date.tsx'
import { DecisionCardView } from '../decision-card.tsx'
import { Name } from '../name.tsx'
import { OutcomeBadge, ToneBadge } from '../outcome.tsx'
import type { Tone } from '../theme.tsx'
import classes from './may-i.module.css'

const consentTones: Record<Consent['state'], Tone> = {
  waiting: 'waiting',
  given: 'granted',
  refused: 'refused',
  unanswered: 'refused',
}

/** Where a question stands: its answer, its consent, and whether it was done all the same. */
export function AskedBadges({ asked, now }: { asked: EngagementSummary; now: string }) {
  const { outcome, consent, doneAnyway } = asked
  return (
    <span className={classes.badges}>
      <OutcomeBadge favour={outcome.favour} title={outcome.title} />
      {consent && consent.state !== 'waiting' && (
        <ToneBadge tone={consentTones[consent.state]}>{consentStates[consent.state]}</ToneBadge>
      )}
      {consent?.state === 'waiting' && <ConsentClock consent={consent} now={now} />}
      {doneAnyway && (
        <ToneBadge tone="refused" icon={IconAlertTriangle}>
          Done anyway
        </ToneBadge>
      )}
    </span>
  )
}

/** Who owes the answer, and how long is left. */
export function ConsentClock({ consent, now }: { consent: Consent; now: string }) {
  const mine = consent.askedOf === 'you'
  const late = consent.dueAt !== null && consent.dueAt <= now
  const Icon = late ? IconAlarm : IconClock
  const who = mine ? 'Your answer' : consent.askedOf === 'lead' ? 'The lead’s answer' : 'The vendor’s answer'
  return (
    <span className={classes.clock} data-tone={mine ? 'needsYou' : 'waiting'}>
      <Icon size={16} aria-hidden />
      <span>
        {who}
        {consent.dueAt && (
          <>
            {' is due '}
            <When at={consent.dueAt} now={now} />
          </>
        )}
      </span>
    </span>
  )
}

type Props = {
  asked: PartnerEngagement
  reader: 'partner' | 'staff'
  now: string
  actions?: ReactNode
  /** The account, where it opens something. */
  account?: ReactNode
  /** Who leads, where it opens something. */
  lead?: ReactNode
}

/** The answer in words, and under it who leads, until when, whom to talk to, and what came of a consent. */
export function AnswerToAsked({ asked, reader, now, actions, account, lead }: Props) {
  const { consent, talkTo, deed, note } = asked
  return (
    <div className={classes.answer}>
      <DecisionCardView card={withoutWhom(asked.decision)} audience={reader} actions={actions} />
      {asked.recordedAsHelp && (
        <p className={classes.note} data-tone="granted">
          <IconHeartHandshake size={18} aria-hidden /> Recorded as help. It never lowers the lead’s share.
        </p>
      )}
      {asked.matchingSince && (
        <p className={classes.note} data-tone="teaming">
          <IconUsers size={18} aria-hidden /> The customer isn’t turned away: a partner is looked for, since{' '}
          <When at={asked.matchingSince} now={now} />. Stay with it until a partner has taken it up.
        </p>
      )}
      <section className={classes.panel} aria-label="What was asked">
        <dl className={classes.lines}>
          <dt>Company</dt>
          <dd>{account ?? <Name>{asked.accountName}</Name>}</dd>
          <dt>For</dt>
          <dd>
            {asked.productFamily.name}
            {asked.anyFamily && ', the strictest answer of all product families'}
          </dd>
          <dt>Asked</dt>
          <dd>
            {asked.askedByName}, <When at={asked.askedAt} now={now} />: {asked.verbWords}
          </dd>
          {note && (
            <>
              <dt>The plan</dt>
              <dd>{note}</dd>
            </>
          )}
          {asked.lead.kind !== 'unsaid' && (
            <>
              <dt>Who leads</dt>
              <dd>
                {lead ?? leadWords[asked.lead.kind]}
                {asked.lead.lastDay && (
                  <>
                    , until <Day value={asked.lead.lastDay} />
                  </>
                )}
              </dd>
            </>
          )}
          {talkTo && (
            <>
              <dt>Talk to</dt>
              <dd>
                {talkTo.name ?? talkTo.title}
                {talkTo.name && `, ${talkTo.title}`}
                {talkTo.email && (
                  <>
                    , <a href={`mailto:${talkTo.email}`}>{talkTo.email}</a>
                  </>
                )}
              </dd>
            </>
          )}
          {consent && (
            <>
              <dt>Consent</dt>
              <dd>
                <ConsentWords consent={consent} now={now} />
              </dd>
            </>
          )}
          {deed && (
            <>
              <dt>Done anyway</dt>
              <dd>
                {deed.doneByName ?? 'It was done'} on <Day value={deed.doneOn} />
                {deed.reason && `: ${deed.reason}`}
                {deed.approvedAt ? (
                  <>
                    {' '}
                    {deed.approvedByName ?? 'Somebody else'} stands in for it, since <Day value={deed.approvedAt} />.
                  </>
                ) : (
                  ' Nobody stands in for it yet.'
                )}
              </dd>
            </>
          )}
        </dl>
      </section>
    </div>
  )
}

/** Whom to talk to stands in the lines below, with a name where the reader may know one. */
export function withoutWhom(card: DecisionCard): DecisionCard {
  const whom = new Set(['sendTo', 'from', 'recordedAs'])
  return { ...card, outcome: { ...card.outcome, terms: card.outcome.terms.filter(({ name }) => !whom.has(name)) } }
}

const leadWords = {
  you: 'You',
  partner: 'Another partner',
  vendor: 'The vendor’s own team',
  nobody: 'Nobody yet',
} as const

function ConsentWords({ consent, now }: { consent: Consent; now: string }) {
  if (consent.state === 'waiting') return <ConsentClock consent={consent} now={now} />
  return (
    <>
      {consentStates[consent.state]}
      {consent.answeredBy && ` by ${consent.answeredBy}`}
      {consent.answeredAt && (
        <>
          , <When at={consent.answeredAt} now={now} />
        </>
      )}
      {consent.reason && `: ${consent.reason}`}
    </>
  )
}
