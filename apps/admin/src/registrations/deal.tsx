import { activityKinds, type StaffRegistration } from '@parley/contract/registrations'
import type { FactDefinition } from '@parley/rules/point'
import { registration as point } from '@parley/rules/points/registration/point'
import { countryName } from '@parley/ui/countries'
import { Day, When } from '@parley/ui/date'
import { Email, Name } from '@parley/ui/name'
import { useNow } from '../api.ts'
import { FactTable, Rows, Section } from '../layout/section.tsx'

/** The word of a choice, from the decision point: the one place that names it. */
function wordOf(fact: keyof typeof point.facts, value: string): string {
  const definition: FactDefinition = point.facts[fact]
  return definition.kind === 'choice' ? (definition.values[value] ?? value) : value
}

/** What the partner wrote: the deal, answers to questions, and progress. */
export function Deal({ registration }: { registration: StaffRegistration }) {
  const { deal, account } = registration
  return (
    <>
      <Section title="What the partner wrote">
        <p style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', marginBottom: '0.5rem' }}>{deal.description}</p>
        <FactTable
          caption="The deal as it was registered"
          rows={[
            {
              key: 'account',
              title: 'Account, as typed',
              value: [account.name, account.domain].filter(Boolean).join(', '),
            },
            {
              key: 'place',
              title: 'Place',
              value: [account.city, countryName(account.country)].filter(Boolean).join(', '),
            },
            { key: 'contact', title: 'Contact', value: <Contact deal={deal} /> },
            { key: 'kind', title: 'Kind of deal', value: wordOf('deal.kind', deal.kind) },
            { key: 'scope', title: 'What is registered', value: wordOf('deal.scope', deal.scope) },
            { key: 'role', title: 'Partner’s part', value: wordOf('deal.role', deal.role) },
            { key: 'meetings', title: 'Meetings held', value: deal.meetingsHeld },
            { key: 'tender', title: 'Tender', value: wordOf('deal.tender', deal.tender) },
          ]}
        />
      </Section>
      <Questions registration={registration} />
      {registration.activities.length > 0 && (
        <Section title="Progress that the partner logged">
          <Rows>
            {registration.activities.map((activity) => (
              <li key={activity.id}>
                <strong>{activityKinds[activity.kind]}</strong>, <Day value={activity.happenedOn} />: {activity.note}
                <div style={{ color: 'var(--dim)' }}>{activity.loggedByName}</div>
              </li>
            ))}
          </Rows>
        </Section>
      )}
    </>
  )
}

function Contact({ deal: { contactName, contactEmail } }: { deal: StaffRegistration['deal'] }) {
  if (!contactName && !contactEmail) return 'Nobody named'
  return (
    <>
      {contactName && <Name>{contactName}</Name>}
      {contactName && contactEmail && ', '}
      {contactEmail && <Email>{contactEmail}</Email>}
    </>
  )
}

function Questions({ registration }: { registration: StaffRegistration }) {
  const now = useNow()
  if (registration.informationRequests.length === 0) return null
  return (
    <Section title="Questions and answers">
      <Rows>
        {registration.informationRequests.map((request) => (
          <li key={request.id}>
            <strong>{request.question}</strong>
            <div>
              {request.answer ?? (
                <>
                  No answer yet; due <When at={request.dueAt} now={now} />
                </>
              )}
            </div>
          </li>
        ))}
      </Rows>
    </Section>
  )
}
