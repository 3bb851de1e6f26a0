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
 * A running deadline: who owes what, and how long is left. `reader` is whose screen this is; the other side is named
 * by `vendorName` or `partnerName`, unless the words do so already.
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
  const other = mine ? null : clock.owes === 'vendor' ? vendorName : partnerName
  return (
    <span className={classes.clock} data-tone={toneOf(clock, mine)}>
      <Icon size={16} aria-hidden />
      <span>
        {other && !clock.what.includes(other) && `${other}: `}
        {clock.what} {clock.late ? 'was due ' : 'is due '}
        <When at={clock.dueAt} now={now} />
      </span>
    </span>
  )
}
