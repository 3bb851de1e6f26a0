import type { Protection } from '@parley/contract/registrations'
import { Day, daysBetween } from '@parley/ui/date'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { z } from 'zod'
import classes from './registrations.module.css'

const ends = {
  expired: 'It ran to its end.',
  lapsed: 'It lapsed because no activity was logged.',
  withdrawn: 'It ended when you withdrew the registration.',
  closed: 'It ended when the deal was closed.',
  overridden: 'It ended by a later decision.',
  designated: 'The customer has named another representative. What you have earned stays yours.',
  decided: 'It was for the time being, and ended with the answer.',
}

const titles = {
  exclusive: 'Protected for you',
  teaming: 'Teaming',
  shared: 'On record for you',
  interim: 'Protected for the time being',
}

/** Until when the account is protected, how long that still is, and what could end it sooner. */
export function ProtectionView({ protection }: { protection: z.infer<typeof Protection> }) {
  const { kind, from, until, lastDay, daysLeft, lapseOn, extensionsUsed, endedBecause } = protection
  const whole = Math.max(daysBetween(from, until), 1)
  const share = Math.min(Math.max((daysLeft / whole) * 100, 0), 100)
  const title = titles[kind]
  if (endedBecause)
    return (
      <section className={classes.panel}>
        <h2>Protection is over</h2>
        <p>
          {kind === 'interim' && endedBecause === 'expired'
            ? 'It was for the time being, and ran to its end.'
            : ends[endedBecause]}
        </p>
        <p className={classes.dim}>
          It ran from <Day value={from} /> until <Day value={lastDay} />.
        </p>
      </section>
    )
  return (
    <section className={classes.panel} data-tone={kind === 'teaming' ? 'teaming' : 'granted'}>
      <h2>{title}</h2>
      <div>
        <div className={`${classes.left} tabular`}>
          {daysLeft} {daysLeft === 1 ? 'day' : 'days'} left
        </div>
        <div className={classes.dim}>
          until <Day value={lastDay} />
        </div>
      </div>
      <div className={classes.meter} aria-hidden>
        <div style={{ width: `${share}%` }} />
      </div>
      {lapseOn && (
        <p className={classes.warn} data-tone="waiting">
          <IconAlertTriangle size={18} aria-hidden />
          <span>
            It lapses on <Day value={lapseOn} /> for want of activity. Log an activity before then and it goes on.
          </span>
        </p>
      )}
      {kind === 'shared' && <p className={classes.dim}>Other partners may register it too.</p>}
      {kind === 'interim' && <p className={classes.dim}>Until then, or until the answer comes.</p>}
      <p className={classes.dim} hidden={kind === 'interim'}>
        {extensionsUsed === 0
          ? 'Not extended so far.'
          : `Extended ${extensionsUsed === 1 ? 'once' : `${extensionsUsed} times`}.`}
      </p>
    </section>
  )
}
