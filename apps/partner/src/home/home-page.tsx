import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { useCall } from '@parley/ui/query'
import { CardSkeleton, ListSkeleton } from '@parley/ui/skeletons'
import { IconPlus } from '@tabler/icons-react'
import { routes, useMe } from '../api.ts'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'
import { HomeView } from './home-view.tsx'

export function HomePage() {
  const { vendor } = useMe()
  const home = useCall(routes.home)
  const data = home.data?.data
  const newcomer =
    data && [data.needsYou, data.endsSoon, data.decidedLately, data.drafts].every((list) => list.length === 0)
  return (
    <Page
      title="What needs you today?"
      actions={
        <>
          <LinkButton to={paths.segments} size="md" variant="default">
            How crowded is it?
          </LinkButton>
          <LinkButton to={paths.customers} size="md" variant="default">
            Customers and letters
          </LinkButton>
          <LinkButton to={paths.register} size="md" leftSection={<IconPlus size={18} aria-hidden />}>
            Register a deal
          </LinkButton>
        </>
      }
    >
      {home.isPending && (
        <>
          <CardSkeleton height={120} />
          <ListSkeleton rows={4} rowHeight={84} />
        </>
      )}
      {home.isError && <ProblemNotice error={home.error} onRetry={() => home.refetch()} />}
      {newcomer && data.counts.protected + data.counts.inReview === 0 && (
        <Empty
          title="Nothing needs you, and nothing is registered yet"
          text={`Register a deal with ${vendor.name} and you see, while you type, whether it is yours and why. From then on your clocks, answers and ends of protection stand here.`}
          action={
            <LinkButton to={paths.rules} variant="default">
              Read the rules first
            </LinkButton>
          }
        />
      )}
      {data && (!newcomer || data.counts.protected + data.counts.inReview > 0) && <HomeView home={data} />}
    </Page>
  )
}
