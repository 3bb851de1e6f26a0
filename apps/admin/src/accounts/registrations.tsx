import type { AccountDetail } from '@parley/contract/accounts'
import { Day } from '@parley/ui/date'
import { Money } from '@parley/ui/money'
import { Name } from '@parley/ui/name'
import { useMe } from '../api.ts'
import { DenseTable } from '../layout/dense-table.tsx'
import { TextLink } from '../layout/link.tsx'
import { Section } from '../layout/section.tsx'
import { StaffStatus } from '../layout/staff-status.tsx'
import classes from './accounts.module.css'

export function Registrations({ account }: { account: AccountDetail }) {
  const { vendor } = useMe()
  if (account.registrations.length === 0)
    return (
      <Section title="Registrations">
        <p className={classes.dim}>No partner has registered a deal here.</p>
      </Section>
    )
  return (
    <Section title="Registrations" bare>
      <DenseTable
        caption="Registrations at this account"
        rows={account.registrations}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'partner',
            title: 'Partner',
            render: ({ id, partner, reference }) => (
              <TextLink to="/registrations/$id" params={{ id }}>
                <Name>{partner?.name ?? reference}</Name>
              </TextLink>
            ),
          },
          { key: 'status', title: 'Status', render: ({ status }) => <StaffStatus status={status} /> },
          { key: 'family', title: 'For', render: ({ productFamily }) => productFamily.name },
          {
            key: 'amount',
            title: 'Amount',
            align: 'end',
            render: ({ amountMinor }) => <Money amountMinor={amountMinor} currency={vendor.currency} />,
          },
          { key: 'sent', title: 'Sent', render: ({ submittedAt }) => <Day value={submittedAt} /> },
        ]}
      />
    </Section>
  )
}
