import type { PartnerSegments } from '@parley/contract/segments'
import { Name } from '@parley/ui/name'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { BandBadge } from './band-badge.tsx'
import { contestShort, placeKey, type Segment, segmentOf } from './segment-words.ts'
import classes from './segments.module.css'

type Part = { key: string; segment: Segment }

/** The places of the country for one product family, by band, the least crowded first. */
export function Places(props: { data: PartnerSegments; family: { id: string; name: string }; open: string }) {
  const { data, family, open } = props
  const parts = data.places
    .filter(({ kind }) => kind !== 'country')
    .map((place): Part => ({ key: placeKey(place), segment: segmentOf(data, place, family.id) }))
  const bands = [...Map.groupBy(parts, ({ segment }) => segment.says)].toSorted(([a], [b]) => b.favour - a.favour)
  if (parts.length === 0)
    return (
      <p className={classes.dim}>
        No city of this country has {data.minimumCompanies} companies that are known, so it is counted as a whole.
      </p>
    )
  return (
    <section className={classes.bands} aria-labelledby="places">
      <h2 id="places">Where is it less crowded for {family.name}?</h2>
      {bands.map(([band, inBand]) => (
        <div key={band.text} className={classes.band}>
          <h3>
            <BandBadge band={band} />
          </h3>
          <ul className={classes.places}>
            {inBand.map((part) => (
              <PlaceLink key={part.key} part={part} isOpen={part.key === open} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

function PlaceLink({ part: { key, segment }, isOpen }: { part: Part; isOpen: boolean }) {
  const { ownCompanies } = segment
  const yours = ownCompanies > 0 && (ownCompanies === 1 ? '1 company of yours' : `${ownCompanies} companies of yours`)
  const more = [contestShort(segment), yours].filter(Boolean).join(', ')
  return (
    <li>
      <Link
        to={paths.segments}
        search={(now: object) => ({ ...now, place: key })}
        replace
        resetScroll={false}
        className={classes.place}
        aria-current={isOpen ? 'true' : undefined}
      >
        <strong>
          <Name>{segment.place}</Name>
        </strong>
        {more && <small>{more}</small>}
      </Link>
    </li>
  )
}
