import { type DealStage, type DealSummary, dealStages } from '@parley/contract/deals'
import { type ExposureState, exposureStates } from '@parley/contract/exposure'
import { staffDeals } from '@parley/contract/routes/deals'
import type { Column } from '@parley/ui/data-table'
import { Day } from '@parley/ui/date'
import { Money } from '@parley/ui/money'
import { Name } from '@parley/ui/name'
import { ToneBadge } from '@parley/ui/outcome'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { useMe, usePages } from '../api.ts'
import { useActions } from '../layout/actions.ts'
import { SearchFilter, SelectFilter } from '../layout/filters.tsx'
import { ButtonLink } from '../layout/link.tsx'
import { useListState } from '../layout/list-state.ts'
import { usePartnerNames } from '../layout/partner-names.ts'
import { SplitList } from '../layout/split-list.tsx'
import { mayEnterDeals } from '../paths.ts'
import { DealPanel } from './deal-view.tsx'
import { exposureTones, options, stageTones } from './words.ts'

const route = getRouteApi('/console/deals')
type Search = ReturnType<typeof route.useSearch>

/** All deals: filters in the URL, the open one beside the list. */
export function DealsPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { open: _, do: __, claim: ___, accountName, ...filters } = search
  const pages = usePages(staffDeals.list, filters)
  const partners = usePartnerNames()
  const { role } = useMe().user
  const mayEnter = mayEnterDeals(role)
  const goTo = (id: string) => navigate({ to: '/deals/$id', params: { id } })
  const list = useListState<Search>({ search, navigate, rows: pages.items, goTo })
  const { set } = list
  useActions(
    useMemo(
      () =>
        (
          [
            ['Add a deal', '/deals/new'],
            ['Import deals from a file', '/deals/import'],
          ] as const
        ).map(([title, to]) => ({
          title,
          run: () => navigate({ to }),
          refused: mayEnter.ok ? undefined : mayEnter.reason,
        })),
      [navigate, mayEnter],
    ),
  )
  return (
    <SplitList
      title="Which deals are there?"
      actions={
        <>
          {(mayEnter.ok || role === 'finance') && (
            <ButtonLink to="/deals/import" variant="default" size="xs">
              Import a file
            </ButtonLink>
          )}
          {mayEnter.ok && (
            <ButtonLink to="/deals/new" size="xs">
              Add a deal
            </ButtonLink>
          )}
        </>
      }
      caption="Deals"
      pages={pages}
      columns={columns}
      compact={['account', 'stage', 'amount']}
      list={list}
      views="deals"
      panelLabel="The open deal"
      panel={(id) => <DealPanel id={id} />}
      page="/deals/$id"
      empty={(isFiltered) => ({
        title: isFiltered ? 'Nothing matches these filters' : 'No deals yet',
        text: isFiltered
          ? 'Take one away, or search for a part of the account’s name.'
          : 'Deals come from your CRM, from a file, by hand, or with a partner’s first claim.',
        action: !isFiltered && mayEnter.ok ? <ButtonLink to="/deals/new">Add the first deal</ButtonLink> : undefined,
      })}
      filters={
        <>
          <SearchFilter
            label="Account or number"
            value={search.q ?? ''}
            onChange={useCallback((q: string | undefined) => set({ q }), [set])}
          />
          <SelectFilter
            label="Stage"
            all="Every stage"
            value={search.stage}
            options={options(dealStages)}
            onChange={(stage) => set({ stage: stage as DealStage | undefined })}
          />
          <SelectFilter
            label="What the claims cost"
            all="Any cost"
            value={search.exposure}
            options={options(exposureStates)}
            onChange={(exposure) => set({ exposure: exposure as ExposureState | undefined })}
          />
          <SelectFilter
            label="Partner"
            all="Every partner"
            value={search.partnerId}
            options={partners.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(partnerId) => set({ partnerId })}
          />
          {search.accountId && (
            <SelectFilter
              label="Account"
              all="Every account"
              value={search.accountId}
              options={[{ value: search.accountId, label: accountName ?? 'The chosen account' }]}
              onChange={(accountId) => set({ accountId, accountName: accountId && accountName })}
            />
          )}
        </>
      }
    />
  )
}

const columns: Column<DealSummary>[] = [
  { key: 'account', title: 'Account', render: ({ account }) => <Name>{account.name}</Name> },
  {
    key: 'stage',
    title: 'Stage',
    render: ({ stage }) => <ToneBadge tone={stageTones[stage]}>{dealStages[stage]}</ToneBadge>,
  },
  {
    key: 'amount',
    title: 'Amount',
    align: 'end',
    render: ({ amountMinor, currency }) => <Money amountMinor={amountMinor} currency={currency} />,
  },
  { key: 'families', title: 'For', render: (deal) => deal.productFamilies.map(({ name }) => name).join(', ') },
  { key: 'claims', title: 'Claims', align: 'end', render: ({ claims }) => claims },
  {
    key: 'exposure',
    title: 'What they cost',
    render: ({ exposure }) =>
      exposure && <ToneBadge tone={exposureTones[exposure]}>{exposureStates[exposure]}</ToneBadge>,
  },
  { key: 'closed', title: 'Closed', render: ({ closedOn }) => closedOn && <Day value={closedOn} /> },
  { key: 'entered', title: 'Entered', render: ({ createdAt }) => <Day value={createdAt} /> },
  {
    key: 'reference',
    title: 'Reference',
    render: ({ reference }) => <span style={{ whiteSpace: 'nowrap' }}>{reference}</span>,
  },
]
