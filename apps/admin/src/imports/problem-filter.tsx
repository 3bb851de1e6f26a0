import { RowProblemKind, rowProblems } from '@parley/contract/imports'
import { getRouteApi } from '@tanstack/react-router'
import { Filters, SelectFilter } from '../layout/filters.tsx'

const route = getRouteApi('/console/imports/$id')

/** Narrows the rows to one kind of problem; which one stands in the URL. */
export function ProblemFilter({ kinds, label = 'Problem' }: { kinds: readonly RowProblemKind[]; label?: string }) {
  const { problem } = route.useSearch()
  const navigate = route.useNavigate()
  const set = (next: RowProblemKind | undefined) =>
    void navigate({ search: (now) => ({ ...now, problem: next }), replace: true, resetScroll: false })
  return (
    <Filters set={problem !== undefined} onClear={() => set(undefined)}>
      <SelectFilter
        label={label}
        all={label === 'Problem' ? 'Every problem' : 'With or without'}
        value={problem}
        options={kinds.map((kind) => ({ value: kind, label: rowProblems[kind] }))}
        onChange={(kind) => set(RowProblemKind.safeParse(kind).data)}
      />
    </Filters>
  )
}
