import type { Owed } from '@parley/contract/account-look'
import { Day, When } from '@parley/ui/date'
import { Name } from '@parley/ui/name'
import { ToneBadge } from '@parley/ui/outcome'
import { IconAlarm, IconClock } from '@tabler/icons-react'
import { useNow } from '../api.ts'
import { recordLink } from '../layout/record-link.tsx'
import { Rows, Section } from '../layout/section.tsx'
import classes from './accounts.module.css'

/** So many at first; the rest is a fold away. */
const few = 6

/** What is owed at this account and by whom, the shortest time first. */
export function OwedHere({ owed }: { owed: Owed[] }) {
  const now = useNow()
  const rest = owed.slice(few)
  const line = (duty: Owed, position: number) => (
    <li key={`${duty.who} ${duty.what} ${position}`}>
      <strong>
        <Name>{duty.who}</Name>
      </strong>
      : {duty.about ? recordLink(duty.about, <Name>{duty.what}</Name>) : <Name>{duty.what}</Name>}
      {duty.productFamilyName && `, for ${duty.productFamilyName}`} <Due duty={duty} now={now} />
    </li>
  )
  return (
    <Section title="What is owed, and by whom" note={owed.length > 0 ? String(owed.length) : undefined}>
      {owed.length === 0 && <p className={classes.dim}>Nobody owes anybody anything here.</p>}
      <Rows>
        {owed.slice(0, few).map(line)}
        {rest.length > 0 && (
          <li>
            <details>
              <summary>{rest.length} more</summary>
              <Rows>{rest.map(line)}</Rows>
            </details>
          </li>
        )}
      </Rows>
    </Section>
  )
}

function Due({ duty: { dueAt, lastDay, late, since }, now }: { duty: Owed; now: string }) {
  if (dueAt === null || lastDay === null)
    return since === null ? null : (
      <span className={classes.dim}>
        since <Day value={since} />
      </span>
    )
  return (
    <ToneBadge tone={late ? 'refused' : 'waiting'} icon={late ? IconAlarm : IconClock}>
      <span>
        {late ? 'was due ' : 'by '}
        <Day value={lastDay} />, <When at={dueAt} now={now} />
      </span>
    </ToneBadge>
  )
}
