import { ProblemError } from '@parley/contract/client'
import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf, useCall } from '@parley/ui/query'
import { CardSkeleton, ListSkeleton } from '@parley/ui/skeletons'
import { useParams } from '@tanstack/react-router'
import { queryClient, refreshRegistrations, routes } from '../api.ts'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'
import type { Kept } from './registration-actions.tsx'
import { RegistrationView } from './registration-view.tsx'

export function RegistrationPage() {
  const { id } = useParams({ from: '/signed-in/registrations/$id' })
  const found = useCall(routes.get, { params: { id } })
  const isGone = found.error instanceof ProblemError && found.error.problem.code === 'notFound'
  const keep = (answer: Kept) => {
    queryClient.setQueryData(queryKeyOf(routes.get, { params: { id } }), answer)
    void refreshRegistrations()
  }
  if (found.data)
    return (
      <RegistrationView
        registration={found.data.data}
        etag={found.data.etag}
        onChanged={keep}
        onReload={() => void found.refetch()}
      />
    )
  return (
    <Page title="How does it stand?">
      {isGone ? (
        <Empty
          title="There is no such registration"
          text="It isn’t one of your company’s, or the address was cut off."
          action={<LinkButton to={paths.registrations}>Show your registrations</LinkButton>}
        />
      ) : found.isError ? (
        <ProblemNotice error={found.error} onRetry={() => found.refetch()} />
      ) : (
        <>
          <CardSkeleton height={280} />
          <ListSkeleton rows={4} />
        </>
      )}
    </Page>
  )
}
