import { activityKinds, type PartnerRegistration } from '@parley/contract/registrations'
import { registration as point } from '@parley/rules/points/registration/point'
import { countryName } from '@parley/ui/countries'
import { Day } from '@parley/ui/date'
import { Money } from '@parley/ui/money'
import type { ReactNode } from 'react'
import { useMe } from '../api.ts'
import classes from './registrations.module.css'

const wordOf = (
  fact: 'deal.kind' | 'deal.scope' | 'deal.role' | 'deal.tender' | 'deal.customerChoice',
  value: string,
) => (point.facts[fact].values as Record<string, string>)[value] ?? value

/** The deal as it was registered, the answers given and the activities logged. */
export function DealView({ registration }: { registration: PartnerRegistration }) {
  const { account, deal, summary, activities, informationRequests } = registration
  const { vendor } = useMe()
  const rows: [string, ReactNode][] = [
    ['Customer', account.name],
    ['Website', account.domain ?? 'Not given'],
    ['Place', [account.city, countryName(account.country)].filter(Boolean).join(', ')],
    ['Product family', summary.productFamily.name],
    ['Amount', <Money key="amount" amountMinor={deal.amountMinor} currency={vendor.currency} />],
    ['Expected to close', <Day key="closes" value={deal.expectedCloseOn} />],
    ['Kind', wordOf('deal.kind', deal.kind)],
    ['Registered', wordOf('deal.scope', deal.scope)],
    ['Your part', wordOf('deal.role', deal.role)],
    ['Contact', deal.contactName ?? 'Not given'],
    ['E-mail', deal.contactEmail ?? 'Not given'],
    ['Meetings held', deal.meetingsHeld],
    ['Tender', wordOf('deal.tender', deal.tender)],
    ['With a competitor', deal.registeredWithCompetitor ? 'Yes' : 'No'],
    ["Customer's choice", wordOf('deal.customerChoice', deal.customerChoice)],
  ]
  const answered = informationRequests.filter((request) => request.answer !== null)
  return (
    <>
      <section className={classes.panel}>
        <h2>The deal</h2>
        <p className={classes.description}>{deal.description}</p>
        <dl className={classes.facts}>
          {rows.map(([title, value]) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      {activities.length > 0 && (
        <section className={classes.panel}>
          <h2>Activities</h2>
          <ul className={classes.entries}>
            {activities.map((activity) => (
              <li key={activity.id}>
                <strong>{activityKinds[activity.kind]}</strong>, <Day value={activity.happenedOn} />
                <div>{activity.note}</div>
                <div className={classes.dim}>{activity.loggedByName}</div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {answered.length > 0 && (
        <section className={classes.panel}>
          <h2>Asked and answered</h2>
          <ul className={classes.entries}>
            {answered.map((request) => (
              <li key={request.id}>
                <strong>{request.question}</strong>
                <div>{request.answer}</div>
                {request.answeredAt && (
                  <div className={classes.dim}>
                    Answered <Day value={request.answeredAt} />
                  </div>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
