import { Page } from '@parley/ui/page'
import { YourAccount } from '@parley/ui/session/your-account'
import { meQuery, queryClient, useNow } from '../api.ts'

export function AccountPage() {
  const now = useNow()
  return (
    <Page title="Your account" lead="How you sign in, and where you are signed in.">
      <YourAccount now={now} onChanged={() => queryClient.invalidateQueries(meQuery)} />
    </Page>
  )
}
