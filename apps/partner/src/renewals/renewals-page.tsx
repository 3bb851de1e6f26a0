import type { PartnerRenewal } from '@parley/contract/renewals'
import { partnerRenewals } from '@parley/contract/routes/renewals'
import { Day } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { Name } from '@parley/ui/name'
import { OutcomeBadge } from '@parley/ui/outcome'
import { Page } from '@parley/ui/page'
import { usePages } from '@parley/ui/query'
import { Link } from '@tanstack/react-router'
import { Paged } from '../layout/paged.tsx'
import { paths } from '../paths.ts'
import classes from './renewals.module.css'

/** One's own customers' contracts by their end. */
export function RenewalsPage() {
  const pages = usePages(partnerRenewals.list, { limit: 20 })
  return (
    <Page
      title="Which of your customers are to renew?"
      lead="Whoever made the sale leads the renewal while it reports on the customer and reviews the renewal with it."
    >
      <Paged
        pages={pages}
        waiting={4}
        empty={
          <Empty
            title="No contract of yours runs yet"
            text="A deal that you win gives a contract with a term. It stands here with its end, and with what keeps its renewal yours."
          />
        }
      >
        {(rows) => (
          <ul className={classes.list}>
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </ul>
        )}
      </Paged>
    </Page>
  )
}

function Row({ row }: { row: PartnerRenewal }) {
  const { id, accountName, productFamily, decision, endsOn, lastReportOn, reviewHeldOn } = row
  return (
    <li className={classes.item}>
      <span className={classes.top}>
        <Link to={paths.renewal} params={{ id }}>
          <Name>{accountName}</Name>
        </Link>
        <OutcomeBadge favour={decision.outcome.favour} title={titleOf(row)} />
      </span>
      <span>
        {productFamily.name}, ends on <Day value={endsOn} /> ({inDays(row)})
      </span>
      <small className={classes.dim}>
        {lastReportOn ? (
          <>
            Last report <Day value={lastReportOn} />.{' '}
          </>
        ) : (
          'No report yet. '
        )}
        {reviewHeldOn ? 'The renewal is reviewed.' : 'The renewal isn’t reviewed yet.'}
      </small>
    </li>
  )
}

/** In the words of whoever renews it. */
export function titleOf({ decision, lead }: PartnerRenewal): string {
  if (decision.outcome.favour > 0) return 'Yours to renew'
  return lead === 'you' ? 'Yours, with duties open' : 'Not yours to lead'
}

export const inDays = ({ daysLeft }: Pick<PartnerRenewal, 'daysLeft'>): string => {
  if (daysLeft < 0) return 'over'
  if (daysLeft === 0) return 'today'
  return daysLeft === 1 ? 'in 1 day' : `in ${daysLeft} days`
}
