import { Page } from '@parley/ui/page'
import { YourAccount } from '@parley/ui/session/your-account'
import { useQueryClient } from '@tanstack/react-query'
import { meOptions, useNow } from '../api.ts'
import { Sheet } from '../layout/split.tsx'

export function AccountPage() {
  const client = useQueryClient()
  const now = useNow()
  return (
    <Sheet>
      <Page title="Your account" lead="How you sign in, and where you are signed in.">
        <YourAccount now={now} onChanged={() => client.invalidateQueries(meOptions)} />
      </Page>
    </Sheet>
  )
}
