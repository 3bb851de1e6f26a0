import { Button } from '@mantine/core'
import { staffSegments } from '@parley/contract/routes/segments'
import { type MapSort, mapSorts, type OverlapMap } from '@parley/contract/segments'
import { Day, When } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { ListSkeleton } from '@parley/ui/skeletons'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useCall, useNow } from '../api.ts'
import { Filters, SearchFilter, SelectFilter } from '../layout/filters.tsx'
import { ButtonLink } from '../layout/link.tsx'
import { useListState } from '../layout/list-state.ts'
import { SavedViews, setIn } from '../layout/saved-views.tsx'
import { Split } from '../layout/split.tsx'
import type { Measure } from '../paths.ts'
import { HeatTable } from './heat-table.tsx'
import classes from './overlap.module.css'
import { OverlapDetail } from './overlap-detail.tsx'
import { keyOf, readKey } from './segment-key.ts'
import { countryTitle, measures } from './words.ts'

const route = getRouteApi('/console/overlap')
type Search = ReturnType<typeof route.useSearch>

/** Places by product families: how many partners work there, and how often they meet. */
export function OverlapPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { open: _, measure = 'partners', partner, ...query } = search
  const found = useCall(staffSegments.map, { query }, { keep: true })
  const map = found.data?.data
  const rows = map?.rows.map((row) => ({ ...row, id: keyOf({ ...row, productFamily: '' }) }))
  const goTo = (id: string) => {
    const { country, place } = readKey(id)
    if (place === '') void navigate({ search: (now) => ({ ...now, country, q: undefined }) })
  }
  const list = useListState<Search>({ search, navigate, rows, goTo })
  const { set, open } = list
  const find = useCallback((q: string | undefined) => set({ q }), [set])
  const { partner: __, ...filters } = list.filters
  const isFiltered = Object.values(filters).some((value) => value !== undefined)
  const panel = open === undefined ? null : <OverlapDetail key={`${open} ${partner}`} open={open} partnerId={partner} />
  return (
    <Split
      label="The open segment"
      panel={panel}
      bar={null}
      onClose={() => set({ open: undefined, partner: undefined })}
    >
      <Page
        title={
          search.country ? `Where do partners meet in ${countryTitle(search.country)}?` : 'Where do partners meet?'
        }
        lead={map && <Counted map={map} />}
        actions={<Actions query={query} />}
      >
        <Filters
          set={isFiltered}
          onClear={list.clear}
          views={<SavedViews list="overlap" search={filters} onOpen={list.show} />}
        >
          <SelectFilter
            label="Places"
            all="Countries"
            value={search.country}
            options={countriesOf(map, search.country)}
            onChange={(country) => set({ country, q: undefined, open: undefined })}
          />
          {search.country && <SearchFilter label="City" value={search.q ?? ''} onChange={find} />}
          <SelectFilter
            label="Each cell shows"
            all={measures.partners}
            value={search.measure}
            options={(['contested', 'protections', 'openConflicts'] as const).map((value) => ({
              value,
              label: measures[value],
            }))}
            onChange={(value) => set({ measure: value as Measure | undefined })}
          />
          <SelectFilter
            label="First"
            all={mapSorts.partners}
            value={search.sort}
            options={(Object.keys(mapSorts) as MapSort[])
              .filter((value) => value !== 'partners')
              .map((value) => ({ value, label: mapSorts[value] }))}
            onChange={(value) => set({ sort: value as MapSort | undefined })}
          />
          <SelectFilter
            label="Of"
            all="All product families"
            value={search.productFamily}
            options={map?.productFamilies.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            onChange={(productFamily) => set({ productFamily })}
          />
        </Filters>
        {found.isError && <ProblemNotice error={found.error} onRetry={() => found.refetch()} />}
        {found.isPending && <ListSkeleton rows={6} rowHeight={40} />}
        {map && rows && rows.length > 0 && (
          <HeatTable map={map} rows={rows} measure={measure} current={list.current} onOpen={list.setOpen} />
        )}
        {map && map.rows.length === 0 && <Nothing isFiltered={isFiltered} isCounted={map.countedAt !== null} />}
        {map && map.more > 0 && (
          <p className={classes.dim}>
            {map.more} more {map.more === 1 ? 'place stands' : 'places stand'} below these. Search for a city, or take
            the file: it has all of them.
          </p>
        )}
      </Page>
    </Split>
  )
}

function countriesOf(map: OverlapMap | undefined, chosen: string | undefined) {
  const known = new Set([...(chosen ? [chosen] : (map?.rows.map(({ country }) => country) ?? []))])
  return [...known].map((value) => ({ value, label: `Cities of ${countryTitle(value)}` }))
}

function Counted({ map: { countedAt, partnersRead } }: { map: OverlapMap }) {
  const now = useNow()
  if (!countedAt) return 'It is counted every night.'
  return (
    <>
      Counted <When at={countedAt} now={now} />.{' '}
      {partnersRead && (
        <>
          Partners read the count of <Day value={partnersRead.countedOn} />, in bands, and the next one from{' '}
          <Day value={partnersRead.nextCountOn} /> on.
        </>
      )}
    </>
  )
}

function Actions({ query }: { query: Record<string, unknown> }) {
  return (
    <>
      <ButtonLink to="/overlap" search={(now: object) => ({ ...now, open: '//' })} size="xs" variant="default">
        Who meets most?
      </ButtonLink>
      <Button
        component="a"
        href={`/api/v1${staffSegments.csv.path}?${new URLSearchParams(setIn(query))}`}
        download
        size="xs"
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
      >
        Export
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => window.print()}
      >
        Print
      </Button>
    </>
  )
}

function Nothing({ isFiltered, isCounted }: { isFiltered: boolean; isCounted: boolean }) {
  if (isFiltered)
    return <Empty title="No place fits" text="Take a filter away, or search for less of the city’s name." />
  return isCounted ? (
    <Empty
      title="No account has a place yet"
      text="Accounts stand here by country and city, as soon as there are some."
    />
  ) : (
    <Empty
      title="It is counted tonight for the first time"
      text="From then on you see here where partners work, where they meet, and which of them."
    />
  )
}
