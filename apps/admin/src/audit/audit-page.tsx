import { type AuditEvent, auditKinds } from '@parley/contract/audit'
import type { Column } from '@parley/ui/data-table'
import { When } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { Name } from '@parley/ui/name'
import { Page } from '@parley/ui/page'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { audit, useNow, usePages } from '../api.ts'
import { Filters, SearchFilter, SelectFilter } from '../layout/filters.tsx'
import { PagedTable } from '../layout/list-page.tsx'
import { Sheet } from '../layout/split.tsx'
import classes from './audit.module.css'
import { DayFilter } from './day-filter.tsx'
import { LastCheck } from './last-check.tsx'

const route = getRouteApi('/console/audit')
type Search = ReturnType<typeof route.useSearch>

/** Who did what, when and to what; and whether the records are still as they were written. */
export function AuditPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const pages = usePages(audit.events, search)
  const now = useNow()
  const set = useCallback(
    (change: Partial<Search>) => navigate({ search: (old) => ({ ...old, ...change }), replace: true }),
    [navigate],
  )
  const filtered = Object.values(search).some((value) => value !== undefined)
  return (
    <Sheet>
      <Page title="Who did what?">
        <LastCheck />
        <Filters set={filtered} onClear={() => navigate({ search: {}, replace: true })}>
          <SearchFilter label="A person’s name" value={search.person ?? ''} onChange={(person) => set({ person })} />
          <SelectFilter
            label="About"
            all="Everything"
            value={search.kind}
            options={Object.entries(auditKinds).map(([value, label]) => ({ value, label }))}
            onChange={(kind) => set({ kind: kind as Search['kind'] })}
          />
          <DayFilter label="From" value={search.from} onChange={(from) => set({ from })} />
          <DayFilter label="To" value={search.to} onChange={(to) => set({ to })} />
        </Filters>
        <PagedTable
          caption="What was done, newest first"
          pages={pages}
          columns={columnsAt(now)}
          rowKey={({ id }) => id}
          selected={undefined}
          empty={
            <Empty
              title={filtered ? 'Nothing was done that matches' : 'Nothing is recorded yet'}
              text={
                filtered
                  ? 'Take one of the filters away.'
                  : 'Sign-ins, invitations, policy changes, merges and exports stand here, with who did them and when.'
              }
            />
          }
        />
      </Page>
    </Sheet>
  )
}

const columnsAt = (now: string): Column<AuditEvent>[] => [
  { key: 'what', title: 'Who did what', render: (event) => <Deed {...event} /> },
  {
    key: 'subject',
    title: 'To what',
    // Whoever signs in does it to nobody else.
    render: ({ subject, who }) => {
      if (!subject || subject.name === who) return null
      return subject.name ? <Name>{subject.name}</Name> : firstUpper(subject.kind)
    },
  },
  { key: 'details', title: 'Details', render: ({ details }) => (details.length > 0 ? <Details of={details} /> : null) },
  { key: 'partner', title: 'Partner', render: ({ partnerName }) => partnerName && <Name>{partnerName}</Name> },
  { key: 'when', title: 'When', render: ({ happenedAt }) => <When at={happenedAt} now={now} /> },
]

function Deed({ who, role, words, lookingAs, withKey }: AuditEvent) {
  const behind = [role, withKey ? 'with an API key' : '', lookingAs ? `seen by ${lookingAs}` : ''].filter(Boolean)
  return (
    <span className={classes.deed}>
      <span>
        <strong>
          <Name>{who}</Name>
        </strong>{' '}
        {words}
      </span>
      <span className={classes.behind}>{behind.join(', ')}</span>
    </span>
  )
}

function Details({ of }: { of: AuditEvent['details'] }) {
  return (
    <dl className={classes.details}>
      {of.map(({ title, value }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>
            <Name>{value}</Name>
          </dd>
        </div>
      ))}
    </dl>
  )
}

const firstUpper = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
