import { claimRoles } from '@parley/contract/claims'
import { ProblemError } from '@parley/contract/client'
import { partnerClaims } from '@parley/contract/routes/deals'
import { Day } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { useCall } from '@parley/ui/query'
import { CardSkeleton, ListSkeleton } from '@parley/ui/skeletons'
import { useParams } from '@tanstack/react-router'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'
import { ClaimView } from './claim-view.tsx'
import classes from './earnings.module.css'
import { ClaimBadge } from './words.tsx'

export function ClaimPage() {
  const { id } = useParams({ from: '/signed-in/earnings/claims/$id' })
  const found = useCall(partnerClaims.get, { params: { id } })
  const isGone = found.error instanceof ProblemError && found.error.problem.code === 'notFound'
  const claim = found.data?.data
  if (claim)
    return (
      <Page
        title={`What do you earn at ${claim.accountName}?`}
        lead={
          <span className={classes.lead}>
            <ClaimBadge state={claim.state} />
            <span>{claimRoles[claim.role]}</span>
            <span>{claim.productFamily.name}</span>
            <span>{claim.reference}</span>
            <span>
              claimed <Day value={claim.filedOn} />
            </span>
          </span>
        }
        actions={
          <LinkButton variant="default" to={paths.claims}>
            All your claims
          </LinkButton>
        }
      >
        <ClaimView claim={claim} />
      </Page>
    )
  return (
    <Page title="What does this claim earn?">
      {isGone ? (
        <Empty
          title="There is no such claim"
          text="It isn’t one of your company’s, or the address was cut off."
          action={<LinkButton to={paths.claims}>Show your claims</LinkButton>}
        />
      ) : found.isError ? (
        <ProblemNotice error={found.error} onRetry={() => found.refetch()} />
      ) : (
        <>
          <CardSkeleton height={240} />
          <ListSkeleton rows={4} />
        </>
      )}
    </Page>
  )
}
