import { Button, Group, Stack, Textarea } from '@mantine/core'
import type { PolicyVersion } from '@parley/contract/policies'
import { Empty } from '@parley/ui/empty'
import { ProblemNotice } from '@parley/ui/problem'
import { ListSkeleton } from '@parley/ui/skeletons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { call, isCode, policies, useCall } from '../../api.ts'
import { forgetKept, readKept } from '../../layout/kept.ts'
import { ButtonLink } from '../../layout/link.tsx'
import { Sheet } from '../../layout/split.tsx'
import type { Texts } from './check.ts'
import { keptKey } from './draft-keeper.ts'
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
  if (isCode(error, 'notFound')) return <Gone id={id} />
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

function Gone({ id }: { id: string }) {
  const [typed, setTyped] = useState(() => readKept<Texts>(keptKey(id)))
  const putAway = () => {
    forgetKept(keptKey(id))
    setTyped(undefined)
  }
  return (
    <Sheet>
      <Empty
        title="This draft is no longer here"
        text="It was submitted or put away. A submitted one is in the history of its policy."
        action={<ButtonLink to="/policies">Go to the policies</ButtonLink>}
      />
      {typed && <NotSent typed={typed} onPutAway={putAway} />}
    </Sheet>
  )
}

/** What was typed here when the draft was submitted or put away in another window: it can go nowhere by itself, and is there to be copied. */
function NotSent({ typed, onPutAway }: { typed: Texts; onPutAway: () => void }) {
  return (
    <Stack gap="sm">
      <h2>What you typed last is still on this device</h2>
      <p>It came too late for this draft. Copy what you need into a new one.</p>
      <Textarea label="Policy, as JSON" value={typed.document} readOnly rows={12} />
      <Textarea label="Examples, as JSON" value={typed.cases} readOnly rows={6} />
      <Group>
        <Button variant="default" onClick={onPutAway}>
          Put it away
        </Button>
      </Group>
    </Stack>
  )
}
