import type { AccountImport } from '@parley/contract/imports'
import { ProblemNotice } from '@parley/ui/problem'
import { CardSkeleton, ListSkeleton } from '@parley/ui/skeletons'
import { getRouteApi } from '@tanstack/react-router'
import { Sheet } from '../layout/split.tsx'
import { ColumnsStep } from './columns-step.tsx'
import { FileOnItsWay, Unreadable } from './file-on-its-way.tsx'
import { PreviewStep } from './preview-step.tsx'
import { ResultStep } from './result-step.tsx'
import { RunStep } from './run-step.tsx'
import { stepOf } from './steps.tsx'
import { useImport } from './use-import.ts'

const route = getRouteApi('/console/imports/$id')

/** One import, at the step where it stands: the server says which, so that a reload or another person goes on there. */
export function ImportPage() {
  const { id } = route.useParams()
  const found = useImport(id)
  if (found.data) return <Sheet>{<Stand key={id} begun={found.data.data} />}</Sheet>
  return (
    <Sheet>
      {found.error ? (
        <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <>
          <CardSkeleton height={120} />
          <ListSkeleton rows={6} rowHeight={44} />
        </>
      )}
    </Sheet>
  )
}

function Stand({ begun }: { begun: AccountImport }) {
  const { step } = route.useSearch()
  if (begun.state === 'uploading' || begun.state === 'reading') return <FileOnItsWay begun={begun} />
  if (begun.state === 'unreadable') return <Unreadable begun={begun} />
  const at = stepOf(begun.state, step)
  if (at === 'columns') return <ColumnsStep begun={begun} />
  if (at === 'preview') return <PreviewStep begun={begun} />
  return at === 'run' ? <RunStep begun={begun} /> : <ResultStep begun={begun} />
}
