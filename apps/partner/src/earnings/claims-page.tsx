import { claimRoles, type PartnerClaim } from '@parley/contract/claims'
import { partnerClaims } from '@parley/contract/routes/deals'
import { type Column, DataTable } from '@parley/ui/data-table'
import { Day } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { Money } from '@parley/ui/money'
import { Name } from '@parley/ui/name'
import { Page } from '@parley/ui/page'
import { usePages } from '@parley/ui/query'
import { Link, useNavigate } from '@tanstack/react-router'
import { LinkButton } from '../layout/link-button.tsx'
import { Paged } from '../layout/paged.tsx'
import { paths } from '../paths.ts'
import classes from './earnings.module.css'
import { EarningsTabs } from './earnings-tabs.tsx'
import { ClaimBadge, untilWords } from './words.tsx'

const columns: Column<PartnerClaim>[] = [
  {
    key: 'account',
    title: 'Customer',
    render: ({ id, accountName, reference }) => (
      <span className={classes.words}>
        <Link to={paths.claim} params={{ id }} onClick={(event) => event.stopPropagation()}>
          <Name>{accountName}</Name>
        </Link>
        <small>{reference}</small>
      </span>
    ),
  },
  { key: 'role', title: 'Your part', render: ({ role }) => claimRoles[role] },
  { key: 'family', title: 'Product family', render: ({ productFamily }) => productFamily.name },
  {
    key: 'state',
    title: 'How it stands',
    render: (claim) => {
      const until = claim.decision?.outcome.terms.find(({ name }) => name === 'until')?.value
      return (
        <span className={`${classes.words} ${classes.stands}`}>
          <ClaimBadge state={claim.state} />
          {claim.state === 'waits' && until && <small>{untilWords(until)}</small>}
        </span>
      )
    },
  },
  {
    key: 'amount',
    title: 'Amount',
    align: 'end',
    render: ({ amountMinor, currency }) =>
      amountMinor === null ? null : <Money amountMinor={amountMinor} currency={currency} />,
  },
  { key: 'filed', title: 'Claimed', render: ({ filedOn }) => <Day value={filedOn} /> },
]

/** One's own claims, newest first. */
export function ClaimsPage() {
  const navigate = useNavigate()
  const pages = usePages(partnerClaims.list, { limit: 50 })
  return (
    <Page title="Which shares do you claim?" actions={<LinkButton to={paths.makeClaim}>Claim a share</LinkButton>}>
      <EarningsTabs />
      <Paged
        pages={pages}
        empty={
          <Empty
            title="No claims yet"
            text="For each deal that you had a part in you claim a share in your role. The claim stands here, with what it earns and why."
            action={<LinkButton to={paths.makeClaim}>Claim a share</LinkButton>}
          />
        }
      >
        {(rows) => (
          <DataTable
            caption="Your claims"
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            onRow={({ id }) => void navigate({ to: paths.claim, params: { id } })}
            firstIsLink
            keyboard
          />
        )}
      </Paged>
    </Page>
  )
}
