import { partnerClaims } from '@parley/contract/routes/deals'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { useCall } from '@parley/ui/query'
import { CardSkeleton, ListSkeleton } from '@parley/ui/skeletons'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'
import { EarningsTabs } from './earnings-tabs.tsx'
import { EarningsView } from './earnings-view.tsx'

/** What is owed, what waits and for what, what was paid. */
export function EarningsPage() {
  const found = useCall(partnerClaims.earnings)
  return (
    <Page
      title="What do you earn?"
      lead="Every amount here is booked, and leads to the rule that made it."
      actions={
        <LinkButton variant="default" to={paths.makeClaim}>
          Claim a share
        </LinkButton>
      }
    >
      <EarningsTabs />
      {found.isPending && (
        <>
          <CardSkeleton height={180} />
          <ListSkeleton rows={5} />
        </>
      )}
      {found.isError && <ProblemNotice error={found.error} onRetry={() => found.refetch()} />}
      {found.data && <EarningsView earnings={found.data.data} />}
    </Page>
  )
}
