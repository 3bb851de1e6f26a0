import type { DuplicateSummary } from '@parley/contract/accounts'
import type { Column } from '@parley/ui/data-table'
import { When } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { Name } from '@parley/ui/name'
import { Page } from '@parley/ui/page'
import { getRouteApi } from '@tanstack/react-router'
import { accounts, useNow, usePages } from '../api.ts'
import { AccountLine } from '../layout/account-line.tsx'
import { Chance } from '../layout/chance.tsx'
import { Filters } from '../layout/filters.tsx'
import { ButtonLink, TextLink } from '../layout/link.tsx'
import { useListKeys } from '../layout/list-keys.ts'
import { PagedTable } from '../layout/list-page.tsx'
import { asLine } from '../layout/reason-side.ts'
import { Sheet } from '../layout/split.tsx'
import classes from './duplicates.module.css'

const route = getRouteApi('/console/duplicates')

const idOf = ({ one, other }: DuplicateSummary) => `${one.id}_${other.id}`

/** Suspected duplicates, the likeliest first; each opens side by side. */
export function DuplicatesPage() {
  const { accountId } = route.useSearch()
  const navigate = route.useNavigate()
  const pages = usePages(accounts.listDuplicates, { accountId })
  const goTo = (id: string) => {
    const [one, other] = id.split('_') as [string, string]
    return navigate({ to: '/duplicates/$one/$other', params: { one, other }, search: { accountId } })
  }
  const current = useListKeys({
    ids: pages.items?.map(idOf) ?? [],
    open: undefined,
    setOpen: (id) => id && goTo(id),
    goTo,
  })
  return (
    <Sheet>
      <Page
        title="Which accounts may be the same company?"
        lead="A person answers; nothing is merged by itself. A merge can be undone for 30 days."
        actions={
          <ButtonLink to="/duplicates/merges" variant="default" size="xs">
            Merges so far
          </ButtonLink>
        }
      >
        {accountId && (
          <Filters set onClear={() => navigate({ search: {}, replace: true })}>
            <p className={classes.only}>
              Only pairs with <AccountName id={accountId} pairs={pages.items ?? []} />
            </p>
          </Filters>
        )}
        <PagedTable
          caption="Suspected duplicates, the likeliest first"
          pages={pages}
          columns={useColumns()}
          rowKey={idOf}
          selected={current}
          onOpen={goTo}
          empty={accountId ? <NoneOfAccount id={accountId} /> : <None />}
        />
      </Page>
    </Sheet>
  )
}

function AccountName({ id, pairs }: { id: string; pairs: DuplicateSummary[] }) {
  const known = pairs.flatMap(({ one, other }) => [one, other]).find((account) => account.id === id)
  return <Name>{known?.name ?? 'one account'}</Name>
}

const None = () => (
  <Empty
    title="No two accounts look like the same company"
    text="Two records that are probably one company stand here for you to merge, or to say that they are different. Parley looks when an account is added or changed, and once more every night."
  />
)

const NoneOfAccount = ({ id }: { id: string }) => (
  <Empty
    title="Nothing else looks like this account"
    text="Another record that may be the same company would stand here. What somebody said is different isn’t proposed again."
    action={
      <ButtonLink to="/accounts/$id" params={{ id }} variant="default">
        Open the account
      </ButtonLink>
    }
  />
)

function useColumns(): Column<DuplicateSummary>[] {
  const now = useNow()
  return [
    {
      key: 'pair',
      title: 'Two records',
      render: ({ one, other }) => (
        <span className={classes.pair}>
          <AccountLine account={one} />
          <AccountLine account={other} />
        </span>
      ),
    },
    { key: 'chance', title: 'How likely', render: ({ chancePermille }) => <Chance permille={chancePermille} /> },
    {
      key: 'reasons',
      title: 'What weighs most',
      render: ({ reasons }) => reasons.slice(0, 2).map((reason) => <div key={reason}>{asLine(reason)}</div>),
    },
    { key: 'depends', title: 'What depends on it', render: (pair) => <Depends pair={pair} /> },
    { key: 'found', title: 'Found', render: ({ foundAt }) => <When at={foundAt} now={now} /> },
  ]
}

function Depends({ pair: { one, other, registrationId } }: { pair: DuplicateSummary }) {
  const leads = [...one.leads, ...other.leads].length
  if (!registrationId && leads === 0) return <span className={classes.dim}>No protection runs</span>
  return (
    <>
      {registrationId && (
        <div>
          <TextLink
            to="/registrations/$id"
            params={{ id: registrationId }}
            onClick={(event) => event.stopPropagation()}
          >
            A registration waits
          </TextLink>
        </div>
      )}
      {leads > 0 && <div>{leads === 1 ? 'One protection runs' : `${leads} protections run`}</div>}
    </>
  )
}
