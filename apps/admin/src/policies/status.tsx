import { type PolicyStatus, policyStatuses } from '@parley/contract/policies'
import { ToneBadge } from '@parley/ui/outcome'
import {
  IconArchive,
  IconCalendarTime,
  IconCircleCheck,
  IconCircleX,
  IconHourglass,
  IconPencil,
  IconThumbUp,
} from '@tabler/icons-react'

const looks = {
  draft: { tone: 'neutral', icon: IconPencil },
  submitted: { tone: 'waiting', icon: IconHourglass },
  declined: { tone: 'refused', icon: IconCircleX },
  approved: { tone: 'info', icon: IconThumbUp },
  scheduled: { tone: 'info', icon: IconCalendarTime },
  active: { tone: 'granted', icon: IconCircleCheck },
  superseded: { tone: 'neutral', icon: IconArchive },
} as const

export function PolicyStatusBadge({ status }: { status: PolicyStatus }) {
  const { tone, icon } = looks[status]
  return (
    <ToneBadge tone={tone} icon={icon}>
      {policyStatuses[status]}
    </ToneBadge>
  )
}
