import type { Band } from '@parley/contract/segments'
import { ToneBadge } from '@parley/ui/outcome'
import { toneOf } from '@parley/ui/theme'
import { IconUser, IconUserOff, IconUserQuestion, IconUsers, IconUsersGroup } from '@tabler/icons-react'

const icons: Record<string, typeof IconUser> = {
  nobodyElse: IconUserOff,
  few: IconUser,
  several: IconUsers,
  crowded: IconUsersGroup,
}

/** "5 to 9 others": the band in figures, as the policy draws it. */
export function inFigures({ type, above, upTo, title }: Band): string {
  if (type === 'few' && upTo !== null) return upTo === 1 ? '1 other' : `1 to ${upTo} others`
  if (above !== null && upTo !== null) return `${above + 1} to ${upTo} others`
  return above !== null ? `${above + 1} or more others` : title
}

export function BandBadge({ band, large = false }: { band: Band; large?: boolean }) {
  return (
    <ToneBadge tone={toneOf(band.favour)} icon={icons[band.type] ?? IconUserQuestion} large={large}>
      {inFigures(band)}
    </ToneBadge>
  )
}
