import type { EngagementSummary } from '@parley/contract/engagements'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { When } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { SelectField } from '@parley/ui/fields'
import { AskedBadges, ConsentClock } from '@parley/ui/may-i/answer'
import classes from '@parley/ui/may-i/may-i.module.css'
import { Name } from '@parley/ui/name'
import { useCall, usePages } from '@parley/ui/query'
import { Link } from '@tanstack/react-router'
import { useNow } from '../api.ts'
import { Paged } from '../layout/paged.tsx'
import { paths } from '../paths.ts'

/** The inbox: what waits for this partner's word, the shortest time first. */
export function Asked() {
  const now = useNow()
  const found = useCall(partnerEngagements.list, { query: { show: 'waiting' } })
  const items = found.data?.data.items.toSorted((one, other) =>
    (one.consent?.dueAt ?? '9').localeCompare(other.consent?.dueAt ?? '9'),
  )
  if (!items || items.length === 0) return null
  return (
    <section className={`${classes.panel} ${classes.needed}`} data-tone="needsYou" aria-label="Waits for your consent">
      <h2>Waits for your consent</h2>
      <ul className={classes.list}>
        {items.map((item) => (
          <li key={item.id} className={classes.item}>
            <Link to={paths.asked} params={{ id: item.id }}>
              <Name>{item.accountName}</Name>
            </Link>
            <span>
              {item.askedByName} wants to {item.verbWords}, for {item.productFamily.name}.
            </span>
            <ConsentClock consent={item.consent!} now={now} />
          </li>
        ))}
      </ul>
    </section>
  )
}

type Show = 'mine' | 'told' | undefined

export function AskedList({ show, onShow }: { show: Show; onShow: (show: Show) => void }) {
  const now = useNow()
  const pages = usePages(partnerEngagements.list, { show: show ?? 'all', limit: 20 })
  return (
    <section className={classes.answer} aria-label="What was asked lately">
      <h2>What was asked lately</h2>
      <SelectField
        label="Show"
        name="show"
        nothing="All questions"
        options={[
          { value: 'mine', label: 'What we asked' },
          { value: 'told', label: 'What we were told of' },
        ]}
        value={show ?? ''}
        onChange={(next) => onShow(next === '' ? undefined : (next as Show))}
      />
      <Paged
        pages={pages}
        waiting={4}
        empty={
          <Empty
            title="Nothing was asked yet"
            text="What your company asks stands here with its answers, and so does what the vendor’s people ask about customers that you lead."
          />
        }
      >
        {(rows) => (
          <ul className={classes.list}>
            {rows.map((row) => (
              <Row key={row.id} row={row} now={now} />
            ))}
          </ul>
        )}
      </Paged>
    </section>
  )
}

function Row({ row, now }: { row: EngagementSummary; now: string }) {
  return (
    <li className={classes.item}>
      <Link to={paths.asked} params={{ id: row.id }}>
        <Name>{row.accountName}</Name>
      </Link>
      <AskedBadges asked={row} now={now} />
      <span className={classes.dim}>
        {row.askedByName}, <When at={row.askedAt} now={now} />: {row.verbWords}, for {row.productFamily.name}
      </span>
    </li>
  )
}
