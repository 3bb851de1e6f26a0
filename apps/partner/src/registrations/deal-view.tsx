import type { PartnerRegistration } from '@parley/contract/registrations'
import { registration as point } from '@parley/rules/points/registration/point'
import { countryName } from '@parley/ui/countries'
import { Day } from '@parley/ui/date'
import { Money } from '@parley/ui/money'
import { Name, shown } from '@parley/ui/name'
import type { ReactNode } from 'react'
import { useMe } from '../api.ts'
import classes from './registrations.module.css'

const wordOf = (
  fact: 'deal.kind' | 'deal.scope' | 'deal.role' | 'deal.tender' | 'deal.customerChoice',
  value: string,
) => (point.facts[fact].values as Record<string, string>)[value] ?? value

/** The deal as it stands, corrections included; what was asked, answered and logged stands in the timeline. */
export function DealView({ registration }: { registration: PartnerRegistration }) {
  const { account, deal, summary } = registration
  const { vendor } = useMe()
  const rows: [string, ReactNode][] = [
    ['Customer', <Name key="customer">{account.name}</Name>],
    ['Website', account.domain ?? 'Not given'],
    ['Place', [account.city && shown(account.city), countryName(account.country)].filter(Boolean).join(', ')],
    ['Product family', summary.productFamily.name],
    ['Amount', <Money key="amount" amountMinor={deal.amountMinor} currency={vendor.currency} />],
    ['Expected to close', <Day key="closes" value={deal.expectedCloseOn} />],
    ['Kind', wordOf('deal.kind', deal.kind)],
    ['Registered', wordOf('deal.scope', deal.scope)],
    ['Your part', wordOf('deal.role', deal.role)],
    ['Contact', deal.contactName === null ? 'Not given' : <Name key="contact">{deal.contactName}</Name>],
    ['E-mail', deal.contactEmail ?? 'Not given'],
    ['Meetings held', deal.meetingsHeld],
    ['Tender', wordOf('deal.tender', deal.tender)],
    ['With a competitor', deal.registeredWithCompetitor ? 'Yes' : 'No'],
    ["Customer's choice", wordOf('deal.customerChoice', deal.customerChoice)],
  ]
  return (
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
  )
}
