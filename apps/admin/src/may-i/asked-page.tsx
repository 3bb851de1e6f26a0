import { staffEngagements } from '@parley/contract/routes/engagements'
import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { CardSkeleton } from '@parley/ui/skeletons'
import { getRouteApi } from '@tanstack/react-router'
import { isCode, useCall } from '../api.ts'
import { ButtonLink } from '../layout/link.tsx'
import { Sheet } from '../layout/split.tsx'
import { StaffAnswer } from './staff-answer.tsx'

const route = getRouteApi('/console/may-i/$id')

/** One question, opened from a notice, a list or an account. */
export function AskedPage() {
  const { id } = route.useParams()
  const found = useCall(staffEngagements.get, { params: { id } })
  const asked = found.data?.data
  return (
    <Sheet>
      <Page
        title={asked ? `May ${asked.askedByName} ${asked.verbWords} at ${asked.accountName}?` : 'What was asked?'}
        actions={
          <ButtonLink to="/may-i" variant="default" size="xs">
            Show what was asked
          </ButtonLink>
        }
      >
        {asked ? (
          <StaffAnswer asked={asked} etag={found.data!.etag} />
        ) : isCode(found.error, 'notFound') ? (
          <Empty
            title="There is no such question"
            text="The address may have been cut off when it was copied."
            action={<ButtonLink to="/may-i">Show what was asked</ButtonLink>}
          />
        ) : found.isError ? (
          <ProblemNotice error={found.error} onRetry={() => found.refetch()} />
        ) : (
          <CardSkeleton height={280} />
        )}
      </Page>
    </Sheet>
  )
}
