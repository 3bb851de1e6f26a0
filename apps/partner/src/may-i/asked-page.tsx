import { ProblemError } from '@parley/contract/client'
import type { PartnerEngagement } from '@parley/contract/engagements'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { useCall } from '@parley/ui/query'
import { CardSkeleton } from '@parley/ui/skeletons'
import { useParams } from '@tanstack/react-router'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'
import { PartnerAnswer } from './partner-answer.tsx'

/** One question, opened from a notice or a list. */
export function AskedPage() {
  const { id } = useParams({ from: '/signed-in/may-i/$id' })
  const found = useCall(partnerEngagements.get, { params: { id } })
  const isGone = found.error instanceof ProblemError && found.error.problem.code === 'notFound'
  return (
    <Page
      title={found.data ? titleOf(found.data.data) : 'What was asked?'}
      actions={
        <LinkButton variant="default" to={paths.mayI}>
          Ask something
        </LinkButton>
      }
    >
      {found.data ? (
        <PartnerAnswer asked={found.data.data} etag={found.data.etag} />
      ) : isGone ? (
        <Empty
          title="There is no such question"
          text="Your company didn’t ask it and wasn’t told of it, or the address was cut off."
          action={<LinkButton to={paths.mayI}>Show what was asked</LinkButton>}
        />
      ) : found.isError ? (
        <ProblemNotice error={found.error} onRetry={() => found.refetch()} />
      ) : (
        <CardSkeleton height={280} />
      )}
    </Page>
  )
}

function titleOf({ askedBy, askedByName, verbWords, accountName }: PartnerEngagement): string {
  const who = askedBy === 'you' ? 'we' : askedByName.replace(/^A /, 'a ')
  return `May ${who} ${verbWords} at ${accountName}?`
}
