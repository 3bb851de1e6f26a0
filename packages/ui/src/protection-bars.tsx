import { Day } from './date.tsx'
import classes from './protection-bars.module.css'

export type ProtectionBar = {
  registrationId: string
  partnerName: string
  productFamilyName: string
  kind: 'exclusive' | 'teaming' | 'shared' | 'interim'
  from: string
  until: string
  lastDay: string
  inForce: boolean
}
const kindTitles = {
  exclusive: 'Protected',
  teaming: 'Teaming',
  shared: 'On record, not exclusive',
  interim: 'Protected for the time being',
}
const toneOf = (bar: ProtectionBar) => {
  if (!bar.inForce) return 'neutral'
  return bar.kind === 'teaming' ? 'teaming' : 'granted'
}

/** Who is protected for what, when: a bar each, today as a line, and the same as a table. */
export function ProtectionBars({ bars, now }: { bars: ProtectionBar[]; now: string }) {
  const instants = [...bars.flatMap((bar) => [bar.from, bar.until]), now].map((at) => Date.parse(at))
  const start = Math.min(...instants)
  const span = Math.max(Math.max(...instants) - start, 1)
  const percent = (at: string) => `${((Date.parse(at) - start) / span) * 100}%`
  const width = (bar: ProtectionBar) => `${((Date.parse(bar.until) - Date.parse(bar.from)) / span) * 100}%`
  return (
    <figure className={classes.figure}>
      <div className={classes.chart} aria-hidden>
        {bars.map((bar) => (
          <div key={`${bar.registrationId} ${bar.from}`} className={classes.row}>
            <div className={classes.bar} data-tone={toneOf(bar)} style={{ left: percent(bar.from), width: width(bar) }}>
              {bar.partnerName} · {bar.productFamilyName}
            </div>
          </div>
        ))}
        <div className={classes.ends}>
          <Day value={new Date(start).toISOString()} />
          <Day value={bars.find((bar) => Date.parse(bar.until) === start + span)?.lastDay ?? now} />
        </div>
        <div className={classes.now} style={{ left: percent(now) }}>
          <span>today</span>
        </div>
      </div>
      <details>
        <summary>The same as a table</summary>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Partner</th>
              <th scope="col">Product family</th>
              <th scope="col">Kind</th>
              <th scope="col">From</th>
              <th scope="col">Until</th>
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr key={`${bar.registrationId} ${bar.from}`}>
                <td>{bar.partnerName}</td>
                <td>{bar.productFamilyName}</td>
                <td>{bar.inForce ? kindTitles[bar.kind] : `${kindTitles[bar.kind]}, over`}</td>
                <td>
                  <Day value={bar.from} />
                </td>
                <td>
                  <Day value={bar.lastDay} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}
