import type { AccountSummary } from '@parley/contract/accounts'
import { ToneBadge } from '@parley/ui/outcome'
import { IconDoorEnter, IconHome, IconTag } from '@tabler/icons-react'

const looks = {
  open: { word: 'Open', tone: 'neutral', icon: IconDoorEnter },
  named: { word: 'Named', tone: 'info', icon: IconTag },
  house: { word: 'House', tone: 'info', icon: IconHome },
} as const

/** Whether partners may lead the account, or the vendor keeps it. */
export function Designation({ value }: { value: AccountSummary['designation'] }) {
  const { word, tone, icon } = looks[value]
  return (
    <ToneBadge tone={tone} icon={icon}>
      {word}
    </ToneBadge>
  )
}
