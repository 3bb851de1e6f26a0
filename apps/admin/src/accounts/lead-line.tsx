import type { AccountSummary } from '@parley/contract/accounts'
import { Day } from '@parley/ui/date'
import { Name } from '@parley/ui/name'

/** "Alder Ridge for Backup, until 12 Mar 2027". */
export function LeadLine({ lead }: { lead: AccountSummary['leads'][number] }) {
  return (
    <>
      <Name>{lead.partnerName}</Name> for {lead.productFamilyName}, until <Day value={lead.lastDay} />
    </>
  )
}
