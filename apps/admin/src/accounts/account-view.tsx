import { Anchor } from '@mantine/core'
import type { AccountDetail } from '@parley/contract/accounts'
import { countryName } from '@parley/ui/countries'
import { Day } from '@parley/ui/date'
import { Money } from '@parley/ui/money'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { ProtectionBars } from '@parley/ui/protection-bars'
import { CardSkeleton, ListSkeleton } from '@parley/ui/skeletons'
import { staff, useCall, useMe, useNow } from '../api.ts'
import { DenseTable } from '../layout/dense-table.tsx'
import { TextLink } from '../layout/link.tsx'
import { Notice } from '../layout/notice.tsx'
import { Rows, Section } from '../layout/section.tsx'
import { StaffStatus } from '../layout/staff-status.tsx'
import { Designation } from './designation.tsx'

/** One account: who leads it for what and until when, and everybody who has an interest in it. */
export function AccountPanel({ id }: { id: string }) {
  const account = useCall(staff.getAccount, { params: { id } }, { keep: true })
  if (account.error) return <ProblemNotice error={account.error} onRetry={account.refetch} />
  if (!account.data)
    return (
      <>
        <CardSkeleton height={120} />
        <ListSkeleton rows={4} rowHeight={44} />
      </>
    )
  return <Account account={account.data.data} />
}

function Account({ account }: { account: AccountDetail }) {
  const now = useNow()
  const { summary } = account
  const place = [summary.domain, summary.city, countryName(summary.country)].filter(Boolean).join(' · ')
  return (
    <Page title={`Who leads ${summary.name}?`} lead={place}>
      <Section title="Now" note={<Designation value={summary.designation} />}>
        <Leads account={account} />
      </Section>
      {account.conductHold && (
        <Notice title="Held for a conduct review">
          <p>{account.conductHold.reason}</p>
        </Notice>
      )}
      <Section title="Protection over time">
        {account.protections.length === 0 ? (
          <p>Nobody was ever protected here. Bars stand here when a registration is approved.</p>
        ) : (
          <ProtectionBars bars={account.protections} now={now} />
        )}
      </Section>
      <Registrations account={account} />
      <Section title="What it buys">
        {account.holdings.length === 0 ? (
          <p>No product family yet.</p>
        ) : (
          <Rows>
            {account.holdings.map((holding) => (
              <li key={holding.productFamilyName}>
                {holding.productFamilyName}, since <Day value={holding.since} />
                {holding.incumbentPartnerName ? `, through ${holding.incumbentPartnerName}` : ', direct'}
              </li>
            ))}
          </Rows>
        )}
      </Section>
      <Section title="Our own pipeline">
        {account.pipeline.length === 0 ? (
          <p>Our own sales team works on nothing here.</p>
        ) : (
          <Rows>
            {account.pipeline.map((deal) => (
              <li key={deal.productFamilyName + deal.ownerName}>
                {deal.productFamilyName}: {deal.ownerName}, last spoke with them on <Day value={deal.lastContactOn} />
              </li>
            ))}
          </Rows>
        )}
      </Section>
      {account.provenance && (
        <p style={{ color: 'var(--dim)' }}>
          Where this record is from: <Provenance text={account.provenance} />
        </p>
      )}
    </Page>
  )
}

function Leads({ account }: { account: AccountDetail }) {
  const { leads, designation } = account.summary
  if (leads.length > 0)
    return (
      <Rows>
        {leads.map((lead) => (
          <li key={lead.productFamilyName}>
            <strong>{lead.partnerName}</strong> leads for {lead.productFamilyName}, until <Day value={lead.lastDay} />
          </li>
        ))}
      </Rows>
    )
  if (designation === 'house') return <p>Nobody but us. It is a house account.</p>
  return <p>Nobody leads it now. The first registration that the policy approves will.</p>
}

function Registrations({ account }: { account: AccountDetail }) {
  const { vendor } = useMe()
  if (account.registrations.length === 0)
    return (
      <Section title="Registrations">
        <p>No partner has registered a deal here.</p>
      </Section>
    )
  return (
    <section aria-label="Registrations" style={{ display: 'grid', gap: '0.5rem' }}>
      <h2>Registrations</h2>
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
                {partner?.name ?? reference}
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
    </section>
  )
}

/** Records from Wikidata carry its item, `wd:Q42`. */
function Provenance({ text }: { text: string }) {
  const item = /^wd:(Q\d+)$/.exec(text)?.[1]
  if (!item) return text
  return (
    <Anchor
      size="sm"
      underline="always"
      href={`https://www.wikidata.org/wiki/${item}`}
      rel="noreferrer"
      target="_blank"
    >
      Wikidata, {item}
    </Anchor>
  )
}
