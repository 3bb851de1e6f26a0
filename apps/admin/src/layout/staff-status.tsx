import { type RegistrationStatus, registrationStatuses } from '@parley/contract/registrations'
import { StatusBadge, ToneBadge } from '@parley/ui/outcome'
import { IconHandStop } from '@tabler/icons-react'

/** A registration's status in words for the vendor's staff: what needs the partner doesn't need the reader. */
export const statusWord = (status: RegistrationStatus) =>
  status === 'informationNeeded' ? 'Needs the partner' : registrationStatuses[status]

export function StaffStatus({ status }: { status: RegistrationStatus }) {
  if (status !== 'informationNeeded') return <StatusBadge status={status} />
  return (
    <ToneBadge tone="waiting" icon={IconHandStop}>
      {statusWord(status)}
    </ToneBadge>
  )
}
