import type { StaffDeal } from '@parley/contract/deals'
import { type Exposure, exposureStates } from '@parley/contract/exposure'
import { Money } from '@parley/ui/money'
import { ToneBadge } from '@parley/ui/outcome'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Section } from '../layout/section.tsx'
import classes from './deals.module.css'
import { exposureTones } from './words.ts'

/** What all claims would cost if the deal were won and paid, against what it leaves: a bar, and a warning ahead of the line. */
export function ExposureOf({ deal }: { deal: StaffDeal }) {
  const { exposure, summary } = deal
  if (!exposure || summary.claims === 0) return null
  const { currency } = summary
  const money = (amountMinor: number) => <Money amountMinor={amountMinor} currency={currency} />
  const tone = exposureTones[exposure.state]
  return (
    <Section
      title="What would the claims cost?"
      note={<ToneBadge tone={tone}>{exposureStates[exposure.state]}</ToneBadge>}
    >
      <div className={classes.stack}>
        {exposure.warning && (
          <p className={classes.warning} data-tone={exposure.state === 'within' ? 'info' : tone} role="status">
            <IconAlertTriangle size={18} aria-hidden /> <span>{exposure.warning}</span>
          </p>
        )}
        <Bar exposure={exposure} currency={currency} />
        <dl className={classes.figures}>
          <div>
            <dt>They ask for</dt>
            <dd>{money(exposure.asksMinor)}</dd>
          </div>
          <div>
            <dt>They would get</dt>
            <dd>{money(exposure.costsMinor)}</dd>
          </div>
          <div>
            <dt>The pool is</dt>
            <dd>{money(exposure.poolMinor)}</dd>
          </div>
          <div>
            <dt>The margin is</dt>
            <dd>{exposure.marginMinor === null ? 'Not known' : money(exposure.marginMinor)}</dd>
          </div>
        </dl>
        {exposure.state === 'marginUnknown' && (
          <p className={classes.dim}>Enter the deal’s margin, and what the claims cost is held against it.</p>
        )}
      </div>
    </Section>
  )
}

/** The cost as a bar, the margin as a line across it. The figures stand below for who can't see it. */
function Bar({ exposure, currency }: { exposure: Exposure; currency: string }) {
  const { costsMinor, marginMinor, poolMinor, state } = exposure
  const longest = Math.max(costsMinor, marginMinor ?? 0, marginMinor === null ? poolMinor : 0, 1)
  const percent = (amountMinor: number) => `${(amountMinor / longest) * 100}%`
  return (
    <div className={classes.exposure} aria-hidden data-tone={exposureTones[state]}>
      <div className={classes.track}>
        <div className={classes.cost} style={{ width: percent(costsMinor) }} />
        {marginMinor !== null && <div className={classes.line} style={{ left: percent(marginMinor) }} />}
      </div>
      <div className={classes.ends}>
        <span>
          Cost <Money amountMinor={costsMinor} currency={currency} />
        </span>
        {marginMinor !== null && (
          <span>
            Margin <Money amountMinor={marginMinor} currency={currency} />
          </span>
        )}
      </div>
    </div>
  )
}
