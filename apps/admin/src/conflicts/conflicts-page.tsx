import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { accounts, usePages } from '../api.ts'
import { Filters, SelectFilter } from '../layout/filters.tsx'
import { usePageKeys } from '../layout/list-keys.ts'
import { PagedCards } from '../layout/paged-cards.tsx'
import { SavedViews } from '../layout/saved-views.tsx'
import { Sheet } from '../layout/split.tsx'
import { ConflictCard } from './conflict-card.tsx'
import classes from './conflicts.module.css'

const route = getRouteApi('/console/conflicts')

/** Partners that want the same account or family for the same products; open cases first. */
export function ConflictsPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const pages = usePages(accounts.listConflicts, search)
  const current = usePageKeys(pages.items, (id) => navigate({ to: '/conflicts/$id', params: { id } }))
  const show = useCallback(
    (kept: Record<string, string>) => navigate({ search: kept as typeof search, replace: true }),
    [navigate],
  )
  const filtered = search.state !== undefined || search.accountId !== undefined
  return (
    <Sheet>
      <Page
        title="Who wants the same account?"
        lead="Open cases first. Every protection stays in force until it is decided: by the policy where one claim is clearly ahead, else by a person."
      >
        <Filters
          set={filtered}
          onClear={() => navigate({ search: {}, replace: true })}
          views={<SavedViews list="conflicts" search={search} onOpen={show} />}
        >
          <SelectFilter
            label="State"
            all="Open and closed"
            value={search.state}
            options={[
              { value: 'open', label: 'Open' },
              { value: 'closed', label: 'Closed' },
            ]}
            onChange={(state) =>
              navigate({ search: (now) => ({ ...now, state: state as typeof search.state }), replace: true })
            }
          />
          {search.accountId && <p className={classes.only}>Only at one account</p>}
        </Filters>
        <PagedCards
          label="Conflicts, open ones first"
          pages={pages}
          card={(conflict) => <ConflictCard conflict={conflict} current={conflict.id === current} />}
          empty={
            <Empty
              title={filtered ? 'No conflict matches' : 'No two partners want the same account'}
              text={
                filtered
                  ? 'Take one of the filters away.'
                  : 'When a second partner registers at an account or in its family, or a merge brings two together, the case stands here with everybody’s part in it.'
              }
            />
          }
        />
      </Page>
    </Sheet>
  )
}
