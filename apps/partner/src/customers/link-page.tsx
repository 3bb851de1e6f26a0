import { ProblemError } from '@parley/contract/client'
import { partnerAttestations } from '@parley/contract/routes/attestations'
import { Empty } from '@parley/ui/empty'
import { LinkCard } from '@parley/ui/letters/link-card'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf, useCall, useSend } from '@parley/ui/query'
import { CardSkeleton } from '@parley/ui/skeletons'
import { useParams } from '@tanstack/react-router'
import { queryClient, useNow } from '../api.ts'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'

/** One link, to hand over and to take back. */
export function LinkPage() {
  const { id } = useParams({ from: '/signed-in/links/$id' })
  const now = useNow()
  const found = useCall(partnerAttestations.get, { params: { id } })
  const revoke = useSend(partnerAttestations.revoke, {
    onDone: (answer) => {
      queryClient.setQueryData(queryKeyOf(partnerAttestations.get, { params: { id } }), answer)
      void queryClient.invalidateQueries({ queryKey: [partnerAttestations.list.id] })
    },
  })
  const isGone = found.error instanceof ProblemError && found.error.problem.code === 'notFound'
  const link = found.data?.data
  return (
    <Page
      title={link ? `Your link for ${link.accountName}` : 'Your link'}
      actions={
        <LinkButton variant="default" to={paths.customers}>
          All your customers
        </LinkButton>
      }
    >
      {link ? (
        <LinkCard
          link={link}
          now={now}
          revoking={revoke.isPending}
          onRevoke={() => revoke.mutate({ params: { id } })}
          problem={revoke.isError && <ProblemNotice error={revoke.error} focus />}
        />
      ) : isGone ? (
        <Empty
          title="There is no such link"
          text="It isn’t your company’s, or the address was cut off."
          action={<LinkButton to={paths.customers}>Show your customers</LinkButton>}
        />
      ) : found.isError ? (
        <ProblemNotice error={found.error} onRetry={() => found.refetch()} />
      ) : (
        <CardSkeleton height={320} />
      )}
    </Page>
  )
}
