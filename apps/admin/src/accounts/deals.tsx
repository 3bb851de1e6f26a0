import { dealStages } from '@parley/contract/deals'
import { exposureStates } from '@parley/contract/exposure'
import { staffDeals } from '@parley/contract/routes/deals'
import { Money } from '@parley/ui/money'
import { ToneBadge } from '@parley/ui/outcome'
import { ProblemNotice } from '@parley/ui/problem'
import { ListSkeleton } from '@parley/ui/skeletons'
import { useCall } from '../api.ts'
import { DenseTable } from '../layout/dense-table.tsx'
import { TextLink } from '../layout/link.tsx'
import { Section } from '../layout/section.tsx'
import classes from './accounts.module.css'

const most = 5
const exposureTones = { within: 'granted', near: 'waiting', over: 'refused', marginUnknown: 'neutral' } as const
const stageTones = { open: 'waiting', won: 'granted', lost: 'neutral' } as const

/** The account's newest deals, with what their claims would cost. */
export function DealsAt({ accountId, accountName }: { accountId: string; accountName: string }) {
  const found = useCall(staffDeals.list, { query: { accountId, limit: most } })
  const deals = found.data?.data
  const more = deals?.nextCursor != null
  return (
    <Section
      title="Deals"
      note={
        more && (
          <TextLink size="xs" to="/deals" search={{ accountId, accountName }}>
            All of them
          </TextLink>
        )
      }
      bare
    >
      {found.error && !deals ? <ProblemNotice error={found.error} onRetry={found.refetch} /> : null}
      {found.isPending && <ListSkeleton rows={1} rowHeight={40} />}
      {deals?.items.length === 0 && (
        <p className={classes.nothing}>
          No deal is on record here.{' '}
          <TextLink inherit underline="always" to="/deals/new" search={{ accountId, accountName }}>
            Add one
          </TextLink>
        </p>
      )}
      {deals && deals.items.length > 0 && (
        <DenseTable
          caption="Deals at this account"
          rows={deals.items}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'deal',
              title: 'Deal',
              render: ({ id, reference, productFamilies }) => (
                <TextLink to="/deals/$id" params={{ id }}>
                  {productFamilies.map(({ name }) => name).join(', ')}, {reference}
                </TextLink>
              ),
            },
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
            {
              key: 'claims',
              title: 'Claims',
              render: ({ claims, exposure }) =>
                exposure ? (
                  <ToneBadge tone={exposureTones[exposure]}>
                    {claims}, {exposureStates[exposure].toLowerCase()}
                  </ToneBadge>
                ) : (
                  claims
                ),
            },
          ]}
        />
      )}
    </Section>
  )
}
