import { partnerSegments } from '@parley/contract/routes/segments'
import type { PartnerSegments } from '@parley/contract/segments'
import { countryName } from '@parley/ui/countries'
import { Day } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { SelectField } from '@parley/ui/fields'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { useCall } from '@parley/ui/query'
import { CardSkeleton, ListSkeleton } from '@parley/ui/skeletons'
import { getRouteApi } from '@tanstack/react-router'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'
import { Places } from './places.tsx'
import { SegmentCard } from './segment-card.tsx'
import { placeKey, placeName, segmentOf } from './segment-words.ts'
import classes from './segments.module.css'
import type { SegmentsSearch } from './segments-search.ts'

const route = getRouteApi('/signed-in/how-crowded')

/** How many others work where you think of investing: in bands, so that nobody is counted out. */
export function SegmentsPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const found = useCall(partnerSegments.read, { query: { country: search.country } }, { keep: true })
  const data = found.data?.data
  const choose = (change: Partial<SegmentsSearch>) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true, resetScroll: false })
  return (
    <Page
      title="How crowded is it where you sell?"
      lead="How many other partners work in a place, before you invest in it. Counts, never names: nobody is told of you either."
    >
      {found.isPending && (
        <>
          <CardSkeleton height={180} />
          <ListSkeleton rows={4} rowHeight={72} />
        </>
      )}
      {found.isError && <ProblemNotice error={found.error} onRetry={() => found.refetch()} />}
      {data &&
        (data.countedOn === null || data.countries.length === 0 ? (
          <NothingCounted data={data} />
        ) : (
          <Segments data={data} search={search} onChoose={choose} />
        ))}
    </Page>
  )
}

type Chosen = { data: PartnerSegments; search: SegmentsSearch; onChoose: (change: Partial<SegmentsSearch>) => void }

function Segments({ data, search, onChoose }: Chosen) {
  const { countries, country, productFamilies, places } = data
  const family = productFamilies.find(({ id }) => id === search.family) ?? productFamilies[0]!
  const place = places.find((each) => placeKey(each) === search.place) ?? places[0]
  const listed = countries.includes(country ?? '') ? countries : [...countries, country ?? '']
  return (
    <>
      <search className={classes.fields}>
        <SelectField
          label="Country"
          name="country"
          nothing={null}
          value={country ?? ''}
          options={listed.map((value) => ({ value, label: countryName(value) }))}
          onChange={(value) => onChoose({ country: value, place: undefined })}
        />
        <SelectField
          label="Place"
          name="place"
          nothing={null}
          value={place ? placeKey(place) : ''}
          options={
            places.length === 0
              ? [{ value: '', label: 'Too few companies' }]
              : places.map((each) => ({ value: placeKey(each), label: placeName(each, country) }))
          }
          onChange={(value) => onChoose({ place: value || undefined })}
        />
        <SelectField
          label="Product family"
          name="family"
          nothing={null}
          value={family.id}
          options={productFamilies.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(value) => onChoose({ family: value })}
        />
      </search>
      {place ? (
        <>
          <SegmentCard data={data} segment={segmentOf(data, place, family.id)} family={family.name} />
          <Places data={data} family={family} open={placeKey(place)} />
        </>
      ) : (
        <Empty
          title={`Too few companies are known in ${countryName(country)}`}
          text={`A place is counted from ${data.minimumCompanies} companies on: of fewer, a count would be about one of them.`}
          action={
            <LinkButton to={paths.segments} search={{}}>
              Look at another country
            </LinkButton>
          }
        />
      )}
      <HowCounted data={data} />
    </>
  )
}

function NothingCounted({ data: { countedOn, minimumCompanies } }: { data: PartnerSegments }) {
  return (
    <Empty
      title={countedOn === null ? 'It is counted tonight for the first time' : 'Too few companies are known yet'}
      text={
        countedOn === null
          ? 'From tomorrow on, you read here how many others work in a place, and where you would be the first.'
          : `A country stands here from ${minimumCompanies} companies on: of fewer, a count would be about one of them.`
      }
      action={
        <LinkButton to={paths.register} variant="default">
          Register a deal
        </LinkButton>
      }
    />
  )
}

function HowCounted({ data }: { data: PartnerSegments }) {
  const { countedOn, nextCountOn, activeDays, minimumCompanies } = data
  return (
    <section className={classes.counted} aria-labelledby="how-counted">
      <h2 id="how-counted">How it is counted</h2>
      <p>
        A partner works in a place if it registered a deal there in the last {activeDays} days, is protected there, or
        made the latest sale. You are not among the others.
      </p>
      <p>
        Places with fewer than {minimumCompanies} companies are counted together. Counted on <Day value={countedOn!} />,
        and again from <Day value={nextCountOn!} /> on: what happens in between is not seen here.
      </p>
    </section>
  )
}
