import type { Clock } from '@parley/contract/registrations'
import { IconAlarm, IconClock } from '@tabler/icons-react'
import classes from './clock.module.css'
import { When } from './date.tsx'
import type { Tone } from './theme.tsx'

const toneOf = (clock: Clock, mine: boolean): Tone => {
  if (clock.late) return 'refused'
  return mine ? 'needsYou' : 'waiting'
}

/**
 * A running deadline: who owes what, and how long is left. `reader` is whose screen this is, so that "You" is right;
 * `vendorName` and `partnerName` name the other side.
 */
export function ClockLine({
  clock,
  now,
  reader = 'partner',
  vendorName = 'The vendor',
  partnerName = 'The partner',
}: {
  clock: Clock
  now: string
  reader?: 'partner' | 'staff'
  vendorName?: string
  partnerName?: string
}) {
  const mine = (clock.owes === 'partner') === (reader === 'partner')
  const Icon = clock.late ? IconAlarm : IconClock
  const who = mine ? 'You' : clock.owes === 'vendor' ? vendorName : partnerName
  return (
    <span className={classes.clock} data-tone={toneOf(clock, mine)}>
      <Icon size={16} aria-hidden />
      <span>
        {who}: {clock.what} · {clock.late ? 'was due ' : 'due '}
        <When at={clock.dueAt} now={now} />
      </span>
    </span>
  )
}
