import { apiKeys } from '@parley/contract/routes/api-keys'
import { Page } from '@parley/ui/page'
import { ApiKeysSection } from '@parley/ui/team/api-keys'
import { useMe, useNow } from '../api.ts'
import { Sheet } from '../layout/split.tsx'

const ways = { list: apiKeys.list, create: apiKeys.create, revoke: apiKeys.revoke }

/** Programs that act for the vendor or a partner. */
export function ApiKeysPage() {
  const now = useNow()
  const { vendor } = useMe()
  return (
    <Sheet>
      <Page
        title="Which programs act here?"
        lead={`You make keys for ${vendor.name}. Partners make their own; you can revoke any.`}
      >
        <ApiKeysSection ways={ways} now={now} as="a seller of the vendor" withPartner />
      </Page>
    </Sheet>
  )
}
