import type { StaffTeaming } from '@parley/contract/conflicts'
import { staffConflicts } from '@parley/contract/routes/conflicts'
import { Day } from '@parley/ui/date'
import { Name } from '@parley/ui/name'
import { ToneBadge } from '@parley/ui/outcome'
import { useCall } from '../api.ts'
import { Section } from '../layout/section.tsx'
import classes from './case.module.css'

const states = { waits: 'hasn’t answered', confirmed: 'confirmed', declined: 'declined' } as const
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 2 })

/** What was proposed of working together at this account, and what each member said. Nothing without any. */
export function Teamings({ accountId }: { accountId: string }) {
  const found = useCall(staffConflicts.listTeamings, { query: { accountId } })
  const items = found.data?.data.items ?? []
  if (items.length === 0) return null
  return (
    <Section title="Who would work together">
      <ul className={classes.teamings}>
        {items.map((teaming) => (
          <li key={teaming.id}>
            <div>
              <State teaming={teaming} />
            </div>
            <p className={classes.dim}>
              For {teaming.productFamilyName}, proposed on <Day value={teaming.madeAt} />.
            </p>
            <ul className={classes.missing}>
              {teaming.members.map((member) => (
                <li key={member.registrationId}>
                  <Name>{member.partnerName}</Name>: {member.roleTitle.toLowerCase()}, with{' '}
                  {percent.format(member.shareBps / 10_000)}; {states[member.state]}
                  {member.byOffer && ' by its own offer'}.
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function State({ teaming }: { teaming: StaffTeaming }) {
  if (teaming.endedAt) return <ToneBadge tone="neutral">Not agreed</ToneBadge>
  if (teaming.agreedAt) return <ToneBadge tone="teaming">Agreed</ToneBadge>
  return <ToneBadge tone="waiting">Waits for an answer</ToneBadge>
}
