import { ProblemError } from '@parley/contract/client'
import type { PartnerEngagement } from '@parley/contract/engagements'
import type { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import type { ReactNode } from 'react'
import { Empty } from '../empty.tsx'
import { Page } from '../page.tsx'
import { ProblemNotice } from '../problem.tsx'
import { useCall } from '../query.tsx'
import { CardSkeleton } from '../skeletons.tsx'

/** One question, opened from a notice, a list or an account. */
export function AskedScreen<Asked extends PartnerEngagement>(props: {
  route: typeof partnerEngagements.get | typeof staffEngagements.get
  id: string
  titleOf: (asked: Asked) => string
  actions: ReactNode
  /** Why it may not be there, and the way on. */
  gone: { text: string; action: ReactNode }
  answer: (asked: Asked, etag: string | null) => ReactNode
}) {
  const found = useCall(props.route, { params: { id: props.id } })
  const isGone = found.error instanceof ProblemError && found.error.problem.code === 'notFound'
  const asked = found.data?.data as Asked | undefined
  return (
    <Page title={asked ? props.titleOf(asked) : 'What was asked?'} actions={props.actions}>
      {asked ? (
        props.answer(asked, found.data!.etag)
      ) : isGone ? (
        <Empty title="There is no such question" {...props.gone} />
      ) : found.isError ? (
        <ProblemNotice error={found.error} onRetry={() => found.refetch()} />
      ) : (
        <CardSkeleton height={280} />
      )}
    </Page>
  )
}
