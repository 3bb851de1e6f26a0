import type { AccountSummary } from '@parley/contract/accounts'
import { ToneBadge } from '@parley/ui/outcome'
import { IconDoorEnter, IconHome, IconTag } from '@tabler/icons-react'

const looks = {
  open: { word: 'Open', tone: 'neutral', icon: IconDoorEnter },
  named: { word: 'Named', tone: 'info', icon: IconTag },
  house: { word: 'House', tone: 'info', icon: IconHome },
} as const

export const designationMeanings = {
  open: 'Open: any partner may register here, and lead.',
  named: 'Named: our own sales team works on it too. Partners see it on the published list.',
  house: 'House: we keep it for ourselves. Partners see it on the published list.',
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
