import type { AccountDetail, Merge } from '@parley/contract/accounts'
import { AbilityButton } from '@parley/ui/ability-button'
import { Name } from '@parley/ui/name'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { ProtectionBars } from '@parley/ui/protection-bars'
import { CardSkeleton, ListSkeleton } from '@parley/ui/skeletons'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import { accounts, useCall, useNow } from '../api.ts'
import { useActions } from '../layout/actions.ts'
import { Notice } from '../layout/notice.tsx'
import { Section } from '../layout/section.tsx'
import { About } from './about.tsx'
import classes from './accounts.module.css'
import { AskedHere } from './asked.tsx'
import { Conflicts } from './conflicts.tsx'
import { DealsAt } from './deals.tsx'
import { Designation } from './designation.tsx'
import { Families } from './families.tsx'
import { FamilyTree } from './family-tree.tsx'
import { Happened } from './happened.tsx'
import { KnownDomains } from './known-domains.tsx'
import { KnownNames } from './known-names.tsx'
import { Merges } from './merges.tsx'
import { OwedHere } from './owed.tsx'
import { placeOf } from './place.tsx'
import { Registrations } from './registrations.tsx'
import { Represents } from './represents.tsx'

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
        lead={
          <span className={classes.buttons}>
            <Designation value={summary.designation} />
            <Name>{placeOf(summary)}</Name>
          </span>
        }
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
        {account.conductHold && (
          <Notice title="Held for a conduct review">
            <p>{account.conductHold.reason}</p>
          </Notice>
        )}
        <Look id={summary.id} />
        <div className={classes.columns}>
          <div className={classes.column}>
            <Conflicts account={account} />
            <DealsAt accountId={summary.id} accountName={summary.name} />
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
            <Represents accountId={summary.id} />
            <KnownNames account={account} />
            <KnownDomains account={account} />
            <Merges account={account} undo={undo} />
            <About account={account} />
          </div>
        </div>
      </Page>
    </div>
  )
}

/** What has to be known before anybody acts, above all else. */
function Look({ id }: { id: string }) {
  const look = useCall(accounts.lookAtAccount, { params: { id } }, { keep: true })
  if (look.error && !look.data) return <ProblemNotice error={look.error} onRetry={look.refetch} />
  return (
    <>
      {look.data ? <Families families={look.data.data.families} /> : <CardSkeleton height={140} />}
      <div className={classes.halves}>
        {look.data ? <OwedHere owed={look.data.data.owed} /> : <ListSkeleton rows={4} rowHeight={40} />}
        <Happened accountId={id} />
      </div>
    </>
  )
}
