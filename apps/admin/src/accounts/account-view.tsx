import type { AccountDetail, Merge } from '@parley/contract/accounts'
import { AbilityButton } from '@parley/ui/ability-button'
import { Day } from '@parley/ui/date'
import { Name } from '@parley/ui/name'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { ProtectionBars } from '@parley/ui/protection-bars'
import { CardSkeleton, ListSkeleton } from '@parley/ui/skeletons'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import { accounts, useCall, useNow } from '../api.ts'
import { useActions } from '../layout/actions.ts'
import { TextLink } from '../layout/link.tsx'
import { Notice } from '../layout/notice.tsx'
import { Rows, Section } from '../layout/section.tsx'
import { About } from './about.tsx'
import classes from './accounts.module.css'
import { AskedHere } from './asked.tsx'
import { Conflicts } from './conflicts.tsx'
import { Designation } from './designation.tsx'
import { FamilyTree } from './family-tree.tsx'
import { KnownDomains } from './known-domains.tsx'
import { KnownNames } from './known-names.tsx'
import { LeadLine } from './lead-line.tsx'
import { Merges } from './merges.tsx'
import { placeOf } from './place.tsx'
import { Registrations } from './registrations.tsx'

type Undo = (merge: Merge) => ReactNode

/** One account: who leads it for what and until when, who it is, and everybody who has an interest in it. */
export function AccountPanel({ id, undo }: { id: string; undo: Undo }) {
  const account = useCall(accounts.getAccount, { params: { id } }, { keep: true })
  if (account.data) return <Account key={account.data.data.summary.id} account={account.data.data} undo={undo} />
  if (account.error) return <ProblemNotice error={account.error} onRetry={account.refetch} />
  return (
    <>
      <CardSkeleton height={120} />
      <ListSkeleton rows={4} rowHeight={44} />
    </>
  )
}

function Account({ account, undo }: { account: AccountDetail; undo: Undo }) {
  const now = useNow()
  const { summary, can } = account
  const navigate = useNavigate()
  const edit = useMemo(
    () => () => navigate({ to: '/accounts/$id/edit', params: { id: summary.id } }),
    [navigate, summary.id],
  )
  useActions(
    useMemo(
      () => [{ title: 'Edit this account', run: edit, refused: can.edit.ok ? undefined : can.edit.reason }],
      [edit, can.edit],
    ),
  )
  return (
    <div className={classes.frame}>
      <Page
        title={`Who leads ${summary.name}?`}
        lead={<Name>{placeOf(summary)}</Name>}
        actions={
          <AbilityButton ability={can.edit} reasonOnHover size="xs" variant="default" onClick={edit}>
            Edit the account
          </AbilityButton>
        }
      >
        {account.askedAs && (
          <p className={classes.note} data-tone="info">
            You opened <Name>{account.askedAs.name}</Name>, which was merged into this account.
          </p>
        )}
        <div className={classes.columns}>
          <div className={classes.column}>
            <Section title="Now" note={<Designation value={summary.designation} />}>
              <Leads account={account} />
            </Section>
            {account.conductHold && (
              <Notice title="Held for a conduct review">
                <p>{account.conductHold.reason}</p>
              </Notice>
            )}
            <Duplicates account={account} />
            <Conflicts account={account} />
            <FamilyTree account={account} />
            <Section title="Protection over time">
              {account.protections.length === 0 ? (
                <p className={classes.dim}>
                  Nobody was ever protected here. Bars stand here when a registration is approved.
                </p>
              ) : (
                <ProtectionBars bars={account.protections} now={now} />
              )}
            </Section>
            <Registrations account={account} />
            <AskedHere account={account} />
          </div>
          <div className={classes.column}>
            <KnownNames account={account} />
            <KnownDomains account={account} />
            <Merges account={account} undo={undo} />
            <About account={account} />
            <Buys account={account} />
            <Pipeline account={account} />
          </div>
        </div>
      </Page>
    </div>
  )
}

function Leads({ account }: { account: AccountDetail }) {
  const { leads, designation } = account.summary
  if (leads.length > 0)
    return (
      <Rows>
        {leads.map((lead) => (
          <li key={lead.productFamilyName + lead.partnerName}>
            <strong>
              <Name>{lead.partnerName}</Name>
            </strong>{' '}
            leads for {lead.productFamilyName}, until <Day value={lead.lastDay} />
          </li>
        ))}
      </Rows>
    )
  const inFamily = account.family.filter(({ id, leads: theirs }) => id !== account.summary.id && theirs.length > 0)
  return (
    <>
      <p>
        {designation === 'house'
          ? 'Nobody but us. It is a house account.'
          : 'Nobody leads it now. The first registration that the policy approves will.'}
      </p>
      {inFamily.length > 0 && (
        <>
          <p style={{ marginTop: '0.5rem' }}>In its family:</p>
          <Rows>
            {inFamily.flatMap(({ id, name, leads: theirs }) =>
              theirs.map((lead) => (
                <li key={id + lead.productFamilyName + lead.partnerName}>
                  <LeadLine lead={lead} />, at <Name>{name}</Name>
                </li>
              )),
            )}
          </Rows>
        </>
      )}
    </>
  )
}

function Duplicates({ account }: { account: AccountDetail }) {
  const count = account.duplicates
  if (count === 0) return null
  return (
    <p className={classes.note} data-tone="waiting">
      {count === 1 ? 'Another record may be the same company: ' : `${count} records may be the same company: `}
      <TextLink to="/duplicates" search={{ accountId: account.summary.id }} underline="always" inherit c="inherit">
        {count === 1 ? 'look at both' : 'look at them'}
      </TextLink>
    </p>
  )
}

function Buys({ account }: { account: AccountDetail }) {
  return (
    <Section title="What it buys">
      {account.holdings.length === 0 ? (
        <p className={classes.dim}>No product family yet.</p>
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
  )
}

function Pipeline({ account }: { account: AccountDetail }) {
  return (
    <Section title="Our own pipeline">
      {account.pipeline.length === 0 ? (
        <p className={classes.dim}>Our own sales team works on nothing here.</p>
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
  )
}
