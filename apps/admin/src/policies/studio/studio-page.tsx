import type { PolicyVersion } from '@parley/contract/policies'
import { Empty } from '@parley/ui/empty'
import { ProblemNotice } from '@parley/ui/problem'
import { ListSkeleton } from '@parley/ui/skeletons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { call, isCode, policies, useCall } from '../../api.ts'
import { ButtonLink } from '../../layout/link.tsx'
import { Sheet } from '../../layout/split.tsx'
import { Studio } from './studio.tsx'

const route = getRouteApi('/console/policies/drafts/$id')

/** Loads a draft afresh each time, with the version in force that it is compared with. */
export function StudioPage() {
  const { id } = route.useParams()
  const draft = useQuery({
    queryKey: [policies.getDraft.id, id],
    queryFn: () => call(policies.getDraft, { params: { id } }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const books = useCall(policies.books)
  const point = draft.data?.data.point
  const book = books.data?.data.items.find((each) => each.point === point)
  const inForce = useCall(
    policies.version,
    { params: { point: point ?? '', version: book?.inForce.version ?? 1 } },
    { enabled: book !== undefined },
  )
  const error = draft.error ?? books.error ?? inForce.error
  if (isCode(error, 'notFound')) return <Gone />
  if (error)
    return (
      <Sheet>
        <ProblemNotice
          error={error}
          onRetry={() => void Promise.all([draft.refetch(), books.refetch(), inForce.refetch()])}
        />
      </Sheet>
    )
  if (!draft.data || !book || !inForce.data)
    return (
      <Sheet>
        <ListSkeleton rows={10} rowHeight={44} />
      </Sheet>
    )
  const version: PolicyVersion = inForce.data.data
  return <Studio key={id} loaded={{ draft: draft.data.data, etag: draft.data.etag }} book={book} inForce={version} />
}

function Gone() {
  return (
    <Sheet>
      <Empty
        title="This draft is no longer here"
        text="It was submitted or put away. A submitted one is in the history of its policy."
        action={<ButtonLink to="/policies">Go to the policies</ButtonLink>}
      />
    </Sheet>
  )
}
