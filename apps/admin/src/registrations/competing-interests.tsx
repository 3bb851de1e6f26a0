import type { StaffRegistration } from '@parley/contract/registrations'
import { Day } from '@parley/ui/date'
import { TextLink } from '../layout/link.tsx'
import { Section } from '../layout/section.tsx'
import { statusWord } from '../layout/staff-status.tsx'
import classes from './registration.module.css'

/** Everybody with an interest in this account, side by side with this registration. */
export function CompetingInterests({ registration }: { registration: StaffRegistration }) {
  const { competing, summary } = registration
  if (competing.length === 0)
    return (
      <Section title="Competing interests">
        <p>None. No other registration, nothing in our own pipeline, no incumbent.</p>
      </Section>
    )
  return (
    <Section title="Competing interests" note={`${competing.length} besides this one`}>
      <table className={classes.competing}>
        <caption className="visuallyHidden">This registration beside the other interests</caption>
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col">Status</th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          <tr className={classes.this}>
            <th scope="row">
              {summary.partner?.name ?? 'This partner'} (this one)
              <small>{summary.productFamily.name}</small>
            </th>
            <td>{statusWord(summary.status)}</td>
            <Span since={summary.submittedAt} lastDay={summary.protection?.lastDay ?? null} lastContactOn={null} />
          </tr>
          {competing.map((interest) => (
            <tr key={`${interest.kind} ${interest.registrationId} ${interest.title}`}>
              <th scope="row">
                {interest.registrationId ? (
                  <TextLink to="/registrations/$id" params={{ id: interest.registrationId }}>
                    {interest.partnerName ?? interest.title}
                  </TextLink>
                ) : (
                  (interest.partnerName ?? interest.title)
                )}
                {interest.kind === 'incumbent' && interest.partnerName && ' (sold to it last)'}
                <small>{interest.productFamilyName}</small>
              </th>
              <td>{interest.status}</td>
              <Span since={interest.since} lastDay={interest.lastDay} lastContactOn={interest.lastContactOn} />
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

type Times = { since: string | null; lastDay: string | null; lastContactOn: string | null }

function Span({ since, lastDay, lastContactOn }: Times) {
  return (
    <td>
      {lastContactOn && (
        <div>
          last contact <Day value={lastContactOn} />
        </div>
      )}
      {since && (
        <div>
          from <Day value={since} />
        </div>
      )}
      {lastDay && (
        <div>
          to <Day value={lastDay} />
        </div>
      )}
    </td>
  )
}
