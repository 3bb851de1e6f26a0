import type { PartnerHome } from '@parley/contract/home'
import { ClockLine } from '@parley/ui/clock'
import { Day, When } from '@parley/ui/date'
import { Name, shown } from '@parley/ui/name'
import { OutcomeBadge, StatusBadge } from '@parley/ui/outcome'
import { IconCircleCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMe, useNow } from '../api.ts'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'
import { AskedOfYou, useAskedOfYou } from './asked-of-you.tsx'
import classes from './home.module.css'

type Registration = PartnerHome['needsYou'][number]

const days = (count: number) => `${count} ${count === 1 ? 'day' : 'days'}`

/** What waits for the reader comes first; what is only good to know comes last. */
export function HomeView({ home }: { home: PartnerHome }) {
  const now = useNow()
  const { vendor } = useMe()
  const { needsYou, endsSoon, decidedLately, drafts, counts } = home
  const asked = useAskedOfYou()
  const isAsked = asked !== undefined && asked.consents.length + asked.letters.length > 0
  return (
    <>
      <Counts counts={counts} />
      <Section title="Needs you">
        {asked && <AskedOfYou {...asked} />}
        {needsYou.length === 0
          ? !isAsked && (
              <p className={classes.nothing}>
                <IconCircleCheck size={20} aria-hidden /> Nothing waits for you.
              </p>
            )
          : needsYou.map((registration) => (
              <Line
                key={registration.id}
                registration={registration}
                action={registration.status === 'informationNeeded' ? 'Answer' : 'Log activity'}
                does={registration.status === 'informationNeeded' ? undefined : 'activity'}
                primary
              >
                {registration.clock ? (
                  <ClockLine clock={registration.clock} now={now} vendorName={vendor.name} />
                ) : (
                  <Ends registration={registration} />
                )}
              </Line>
            ))}
      </Section>
      {endsSoon.length > 0 && (
        <Section title="Ends soon">
          {endsSoon.map((registration) => (
            <Line
              key={registration.id}
              registration={registration}
              action={registration.protection?.lapseOn ? 'Log activity' : 'Ask for extension'}
              does={registration.protection?.lapseOn ? 'activity' : 'extension'}
            >
              <Ends registration={registration} />
            </Line>
          ))}
        </Section>
      )}
      <div className={classes.pair}>
        {decidedLately.length > 0 && (
          <Section title="Decided lately">
            <div className={classes.rows}>
              {decidedLately.map(({ registration, outcomeTitle, favour, decidedAt, headline }) => (
                <Link
                  key={registration.id}
                  to={paths.registration}
                  params={{ id: registration.id }}
                  className={classes.decided}
                >
                  <span className={classes.top}>
                    <strong>
                      <Name>{registration.accountName}</Name>
                    </strong>
                    {registration.status === 'informationNeeded' ? (
                      <StatusBadge status={registration.status} />
                    ) : (
                      <OutcomeBadge favour={favour} title={outcomeTitle} />
                    )}
                  </span>
                  <span>{headline}</span>
                  <small>
                    {registration.productFamily.name} · <When at={decidedAt} now={now} />
                  </small>
                </Link>
              ))}
            </div>
          </Section>
        )}
        {drafts.length > 0 && (
          <Section title="Drafts">
            <div className={classes.rows}>
              {drafts.map((draft) => (
                <Link key={draft.id} to={paths.register} search={{ draft: draft.id }} className={classes.decided}>
                  <strong>
                    <Name>{draft.title}</Name>
                  </strong>
                  <small>
                    Kept <When at={draft.updatedAt} now={now} />. Go on typing.
                  </small>
                </Link>
              ))}
            </div>
          </Section>
        )}
      </div>
    </>
  )
}

function Counts({ counts }: { counts: PartnerHome['counts'] }) {
  const shown = [
    { title: 'protected', count: counts.protected, status: 'approved,teaming' },
    { title: 'in review', count: counts.inReview, status: 'inReview' },
  ]
  return (
    <ul className={classes.counts}>
      {shown.map(({ title, count, status }) => (
        <li key={status}>
          <Link to={paths.registrations} search={{ status }}>
            <strong className="tabular">{count}</strong> {title}
          </Link>
        </li>
      ))}
      {counts.toRenew > 0 && (
        <li>
          <Link to={paths.renewals}>
            <strong className="tabular">{counts.toRenew}</strong> to renew
          </Link>
        </li>
      )}
    </ul>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Line({
  registration,
  action,
  does,
  primary = false,
  children,
}: {
  registration: Registration
  action: string
  /** What to begin with on the registration's page. */
  does?: 'activity' | 'extension' | undefined
  primary?: boolean
  children: ReactNode
}) {
  const { id, accountName, productFamily, reference, status } = registration
  return (
    <div className={classes.line} data-tone={primary ? 'needsYou' : 'waiting'}>
      <div className={classes.words}>
        <span className={classes.top}>
          <Link to={paths.registration} params={{ id }}>
            <Name>{accountName}</Name>
          </Link>
          <StatusBadge status={status} />
        </span>
        <small>
          {productFamily.name} · {reference}
        </small>
        {children}
      </div>
      <LinkButton
        to={paths.registration}
        params={{ id }}
        search={does ? { do: does } : {}}
        variant={primary ? 'filled' : 'default'}
        aria-label={`${action}: ${shown(accountName)}`}
      >
        {action}
      </LinkButton>
    </div>
  )
}

function Ends({ registration: { protection } }: { registration: Registration }) {
  if (!protection) return null
  return (
    <span>
      {protection.lapseOn ? (
        <>
          Lapses on <Day value={protection.lapseOn} /> unless you log an activity
        </>
      ) : (
        <>
          <strong className="tabular">{days(protection.daysLeft)} left</strong>, until{' '}
          <Day value={protection.lastDay} />
        </>
      )}
    </span>
  )
}
