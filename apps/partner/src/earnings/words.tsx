import type { ClaimState } from '@parley/contract/claims'
import { claimStates } from '@parley/contract/claims'
import { dayIn, daysBetween } from '@parley/ui/date'
import { readerLocale } from '@parley/ui/locale'
import { ToneBadge } from '@parley/ui/outcome'
import type { Tone } from '@parley/ui/theme'
import { IconCash, IconCheck, IconCircleX, IconClock, IconHourglassEmpty, IconReceipt } from '@tabler/icons-react'

const looks: Record<ClaimState, { tone: Tone; icon: typeof IconCash }> = {
  open: { tone: 'neutral', icon: IconHourglassEmpty },
  waits: { tone: 'waiting', icon: IconClock },
  payable: { tone: 'granted', icon: IconReceipt },
  paid: { tone: 'granted', icon: IconCheck },
  nothing: { tone: 'refused', icon: IconCircleX },
  margin: { tone: 'teaming', icon: IconCash },
  declined: { tone: 'refused', icon: IconCircleX },
}

/** Where a claim stands, in a word. */
export function ClaimBadge({ state }: { state: ClaimState }) {
  const { tone, icon } = looks[state]
  return (
    <ToneBadge tone={tone} icon={icon}>
      {claimStates[state]}
    </ToneBadge>
  )
}

export function PaidBadge({ paidAt, totalMinor }: { paidAt: string | null; totalMinor: number }) {
  if (paidAt !== null)
    return (
      <ToneBadge tone="granted" icon={IconCheck}>
        Paid
      </ToneBadge>
    )
  if (totalMinor === 0) return <ToneBadge tone="neutral">Nothing to pay</ToneBadge>
  return (
    <ToneBadge tone="waiting" icon={IconClock}>
      To be paid
    </ToneBadge>
  )
}

/** "October 2026" for `2026-10`. */
export const formatMonth = (month: string, locale = readerLocale()): string =>
  new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  )

/** "until the customer has paid": what a share waits for, within a sentence. */
export const untilWords = (until: string): string => `until ${until.charAt(0).toLowerCase()}${until.slice(1)}`

/** "5 days left": how long the vendor has, counted in its own days. */
export function daysLeft(now: string, dueOn: string, timeZone: string): string {
  const days = daysBetween(dayIn(now, timeZone), dueOn)
  if (days < 0) return 'which is over'
  return days === 0 ? 'which is today' : `${days} ${days === 1 ? 'day' : 'days'} left`
}
