import type { DecisionSummary } from '@parley/contract/decisions'
import type { OutcomeDefinition } from '@parley/rules/point'
import { type PointId, pointIds, points } from '@parley/rules/points/points'
import type { Column } from '@parley/ui/data-table'
import { When } from '@parley/ui/date'
import { Name } from '@parley/ui/name'
import { OutcomeBadge } from '@parley/ui/outcome'
import { queryKeyOf } from '@parley/ui/query'
import { useQueries } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { call, policies, staff, useCall, useNow, usePages } from '../api.ts'
import { SelectFilter } from '../layout/filters.tsx'
import { useListState } from '../layout/list-state.ts'
import { byGroup } from '../layout/point-groups.ts'
import { SplitList } from '../layout/split-list.tsx'

const route = getRouteApi('/console/decisions')
type Search = ReturnType<typeof route.useSearch>

/** What was decided, by which rule of which version. */
export function DecisionsPage({ panel }: { panel: (id: string) => ReactNode }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { open: _, ...filters } = search
  const pages = usePages(staff.listDecisions, filters)
  const goTo = (id: string) => navigate({ to: '/decisions/$id', params: { id } })
  const list = useListState<Search>({ search, navigate, rows: pages.items, goTo })
  const { set } = list
  return (
    <SplitList
      title="What was decided, and why?"
      caption="Decisions, newest first"
      pages={pages}
      columns={useColumns(pages.items ?? [])}
      compact={['subject', 'outcome', 'when']}
      list={list}
      panelLabel="The open decision"
      panel={panel}
      page="/decisions/$id"
      empty={(isFiltered) => ({
        title: isFiltered ? 'No decision matches' : 'Nothing was decided yet',
        text: isFiltered
          ? 'Take one of the filters away.'
          : 'Each answer that a policy or a person gives stands here, with its reasons.',
      })}
      filters={
        <>
          <SelectFilter
            label="Decision point"
            all="Every point"
            value={search.point}
            options={byGroup(pointIds, (id) => id).map(({ title, items }) => ({
              group: title,
              items: items.map((id) => ({ value: id, label: points[id].title })),
            }))}
            onChange={(point) => set({ point, outcome: undefined, rule: undefined, policyVersion: undefined })}
          />
          <SelectFilter
            label="Outcome"
            all="Every outcome"
            value={search.outcome && (search.point ? `${search.point}/${search.outcome}` : search.outcome)}
            options={outcomesOf(search)}
            onChange={(chosen) => set(chosen === undefined ? { outcome: undefined } : pointAndOutcome(chosen))}
          />
          {search.point && <PolicyFilters point={search.point} search={search} onChange={set} />}
        </>
      }
    />
  )
}

const missing = { value: 'informationNeeded', label: 'Facts are missing' }

/** The outcomes of one point, or of each in its group; choosing one chooses its point, too. */
function outcomesOf({ point, outcome }: Search) {
  const of = (id: PointId) =>
    Object.entries<OutcomeDefinition>(points[id].outcomes).map(([type, { title }]) => ({
      value: `${id}/${type}`,
      label: title,
    }))
  const known = pointIds.find((id) => id === point)
  if (known) return [...of(known), { ...missing, value: `${known}/${missing.value}` }]
  const chosen = pointIds.flatMap(of).find(({ value }) => value.endsWith(`/${outcome}`))
  return [
    ...(chosen ? [{ ...chosen, value: outcome! }] : []),
    missing,
    ...pointIds.map((id) => ({ group: points[id].title, items: of(id) })),
  ]
}

function pointAndOutcome(chosen: string): Partial<Search> {
  const [point, outcome] = chosen.split('/')
  return outcome === undefined ? { outcome: point } : { point, outcome }
}

/** Rules and versions of one point's policy book. */
function PolicyFilters(props: { point: string; search: Search; onChange: (change: Partial<Search>) => void }) {
  const { point, search } = props
  const versions = useCall(policies.history, { params: { point } }).data?.data.items ?? []
  const inForce = versions.find(({ status }) => status === 'active')?.version
  const version = search.policyVersion ?? inForce
  const read = useCall(
    policies.version,
    { params: { point, version: version ?? 1 } },
    { enabled: version !== undefined, keep: true },
  )
  const rules = rulesOf(read.data?.data.document)
  if (search.rule && !rules.some(({ value }) => value === search.rule))
    rules.push({ value: search.rule, label: search.rule })
  return (
    <>
      <SelectFilter
        label="Rule that decided"
        all="Every rule"
        value={search.rule}
        options={rules}
        onChange={(rule) => props.onChange({ rule })}
      />
      <SelectFilter
        label="Policy version"
        all="Every version"
        value={search.policyVersion?.toString()}
        options={versions.map((each) => ({
          value: String(each.version),
          label: each.version === inForce ? `${each.version}, in force` : String(each.version),
        }))}
        onChange={(text) => props.onChange({ policyVersion: text === undefined ? undefined : Number(text) })}
      />
    </>
  )
}

function rulesOf(document: unknown): { value: string; label: string }[] {
  const rules = (document as { rules?: { id: string; title: string }[] } | undefined)?.rules ?? []
  return [
    ...rules.map(({ id, title }) => ({ value: id, label: title })),
    { value: 'otherwise', label: 'No rule: otherwise' },
  ]
}

/** By point and rule: what the rules are called in the versions in force; one that is gone goes by its id. */
function useRuleTitles(points: ReadonlySet<string>): Map<string, string> {
  const books = (useCall(policies.books).data?.data.items ?? []).filter(({ point }) => points.has(point))
  const read = useQueries({
    queries: books.map(({ point, inForce }) => {
      const params = { point, version: inForce.version }
      return {
        queryKey: queryKeyOf(policies.version, { params }),
        queryFn: ({ signal }: { signal: AbortSignal }) => call(policies.version, { params, signal }),
      }
    }),
  })
  return new Map(
    read.flatMap(({ data }) =>
      rulesOf(data?.data.document).map(({ value, label }) => [`${data?.data.summary.point}/${value}`, label]),
    ),
  )
}

function useColumns(listed: readonly DecisionSummary[]): Column<DecisionSummary>[] {
  const now = useNow()
  const titles = useRuleTitles(new Set(listed.map(({ point }) => point)))
  return [
    { key: 'subject', title: 'About', render: ({ subjectTitle }) => <Subject>{subjectTitle}</Subject> },
    {
      key: 'outcome',
      title: 'Outcome',
      render: ({ favour, outcomeTitle }) => <OutcomeBadge favour={favour} title={outcomeTitle} />,
    },
    { key: 'partner', title: 'Partner', render: ({ partnerName }) => partnerName },
    {
      key: 'because',
      title: 'Because of',
      render: ({ point, because, overrideReason }) =>
        overrideReason ?? because.map((rule) => titles.get(`${point}/${rule}`) ?? rule).join(', '),
    },
    {
      key: 'by',
      title: 'By',
      render: ({ decidedBy, decidedByName, policyVersion }) =>
        decidedBy === 'policy'
          ? `Policy, version ${policyVersion}`
          : (decidedByName ?? 'A person').replace(/^the /, 'The '),
    },
    { key: 'when', title: 'When', render: ({ decidedAt }) => <When at={decidedAt} now={now} /> },
  ]
}

/** A reference at the end stays in one piece. */
function Subject({ children }: { children: string }) {
  const reference = /[A-Z]-[A-Z0-9]{6}$/.exec(children)?.[0]
  if (!reference) return <Name>{children}</Name>
  return (
    <>
      <Name>{children.slice(0, -reference.length)}</Name>
      <span style={{ whiteSpace: 'nowrap' }}>{reference}</span>
    </>
  )
}
