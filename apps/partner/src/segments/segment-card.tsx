import type { PartnerSegments } from '@parley/contract/segments'
import { Day } from '@parley/ui/date'
import { Name } from '@parley/ui/name'
import { toneOf } from '@parley/ui/theme'
import { BandBadge } from './band-badge.tsx'
import { contestInWords, ownInWords, type Segment } from './segment-words.ts'
import classes from './segments.module.css'

/** The answer for one segment: how many others, how often they meet, and where you stand. */
export function SegmentCard({ data, segment, family }: { data: PartnerSegments; segment: Segment; family: string }) {
  const { says } = segment
  const contest = contestInWords(segment, data.contestedFromPartners)
  return (
    <section className={classes.card} data-tone={toneOf(says.favour)} aria-label="The answer" aria-live="polite">
      <h2>
        <Name>{segment.place}</Name>, {family}
      </h2>
      <BandBadge band={says} large />
      <p className={classes.answer}>{says.text}</p>
      {contest && <p>{contest}</p>}
      <p>
        {ownInWords(segment)}{' '}
        <small className={classes.dim}>
          As counted on <Day value={data.countedOn!} />.
        </small>
      </p>
      {says.possible && <p className={classes.dim}>{says.possible}</p>}
    </section>
  )
}
