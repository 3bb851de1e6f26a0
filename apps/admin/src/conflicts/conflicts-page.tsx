import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import { getRouteApi } from '@tanstack/react-router'
import { accounts, usePages } from '../api.ts'
import { Filters, SelectFilter } from '../layout/filters.tsx'
import { useListKeys } from '../layout/list-keys.ts'
import { PagedCards } from '../layout/paged-cards.tsx'
import { Sheet } from '../layout/split.tsx'
import { ConflictCard } from './conflict-card.tsx'
import classes from './conflicts.module.css'

const route = getRouteApi('/console/conflicts')

/** Partners that want the same account or family for the same products; open cases first. */
export function ConflictsPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const pages = usePages(accounts.listConflicts, search)
  const goTo = (id: string) => {
    const conflict = pages.items?.find((each) => each.id === id)
    return conflict && navigate({ to: '/accounts/$id', params: { id: conflict.account.id } })
  }
  const current = useListKeys({
    ids: pages.items?.map(({ id }) => id) ?? [],
    open: undefined,
    setOpen: (id) => id && goTo(id),
    goTo,
  })
  const filtered = search.state !== undefined || search.accountId !== undefined
  return (
    <Sheet>
      <Page
        title="Who wants the same account?"
        lead="Open cases first. Every protection stays in force until somebody decides: decide at the registrations, in the policy’s place."
      >
        <Filters set={filtered} onClear={() => navigate({ search: {}, replace: true })}>
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
