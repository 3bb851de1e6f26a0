import { staffAttestations } from '@parley/contract/routes/attestations'
import { possessive } from '@parley/rules/format'
import { Empty } from '@parley/ui/empty'
import { LinkCard } from '@parley/ui/letters/link-card'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf } from '@parley/ui/query'
import { CardSkeleton } from '@parley/ui/skeletons'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { isCode, useCall, useNow, useRefresh, useSend } from '../api.ts'
import { ButtonLink } from '../layout/link.tsx'
import { Sheet } from '../layout/split.tsx'

const route = getRouteApi('/console/links/$id')

/** One partner's link for its customer. */
export function LinkPage() {
  const { id } = route.useParams()
  const now = useNow()
  const client = useQueryClient()
  const refresh = useRefresh()
  const found = useCall(staffAttestations.get, { params: { id } })
  const revoke = useSend(staffAttestations.revoke, {
    onDone: (answer) => {
      client.setQueryData(queryKeyOf(staffAttestations.get, { params: { id } }), answer)
      void refresh(staffAttestations.list)
    },
  })
  const link = found.data?.data
  return (
    <Sheet>
      <Page title={link?.partnerName ? `${possessive(link.partnerName)} link for ${link.accountName}` : 'A link'}>
        {link ? (
          <LinkCard
            link={link}
            now={now}
            revoking={revoke.isPending}
            onRevoke={() => revoke.mutate({ params: { id } })}
            problem={revoke.isError && <ProblemNotice error={revoke.error} focus />}
          />
        ) : isCode(found.error, 'notFound') ? (
          <Empty
            title="There is no such link"
            text="The address may have been cut off when it was copied."
            action={<ButtonLink to="/accounts">Show the accounts</ButtonLink>}
          />
        ) : found.isError ? (
          <ProblemNotice error={found.error} onRetry={() => found.refetch()} />
        ) : (
          <CardSkeleton height={320} />
        )}
      </Page>
    </Sheet>
  )
}
