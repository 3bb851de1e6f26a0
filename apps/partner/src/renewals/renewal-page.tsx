import { ProblemError } from '@parley/contract/client'
import { papers } from '@parley/contract/paper'
import type { PartnerRenewal } from '@parley/contract/renewals'
import { partnerRenewals } from '@parley/contract/routes/renewals'
import { ContractActs } from '@parley/ui/contract-acts'
import { Day } from '@parley/ui/date'
import { DecisionCardView } from '@parley/ui/decision-card'
import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { useCall } from '@parley/ui/query'
import { CardSkeleton } from '@parley/ui/skeletons'
import { useParams } from '@tanstack/react-router'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'
import classes from './renewals.module.css'
import { inDays } from './renewals-page.tsx'
import { ReportForm } from './report-form.tsx'

/** One contract: whether you may quote its renewal now, and what keeps it yours. */
export function RenewalPage() {
  const { id } = useParams({ from: '/signed-in/renewals/$id' })
  const found = useCall(partnerRenewals.get, { params: { id } })
  const renewal = found.data?.data
  const isGone = found.error instanceof ProblemError && found.error.problem.code === 'notFound'
  return (
    <Page
      title={renewal ? `Is the renewal of ${renewal.accountName} yours?` : 'Is this renewal yours?'}
      actions={
        <LinkButton variant="default" to={paths.renewals}>
          All renewals
        </LinkButton>
      }
    >
      {renewal ? (
        <Renewal renewal={renewal} />
      ) : isGone ? (
        <Empty
          title="There is no such contract of yours"
          text="Another address may be meant, or a part of it got lost."
          action={<LinkButton to={paths.renewals}>Show your contracts</LinkButton>}
        />
      ) : found.isError ? (
        <ProblemNotice error={found.error} onRetry={() => found.refetch()} />
      ) : (
        <CardSkeleton height={280} />
      )}
    </Page>
  )
}

function Renewal({ renewal }: { renewal: PartnerRenewal }) {
  const { decision, acts, can, productFamily, paper, startsOn, endsOn, renewed } = renewal
  return (
    <>
      <DecisionCardView card={decision} audience="partner" />
      <section className={classes.panel}>
        <h2>The contract</h2>
        <p>
          {productFamily.name}, on {paper === 'partner' ? 'your paper' : papers[paper].toLowerCase()}, from{' '}
          <Day value={startsOn} /> to <Day value={endsOn} />
          {renewed ? '. It was renewed.' : ` (${inDays(renewal)}).`}
        </p>
      </section>
      {can.report.ok && <ReportForm renewal={renewal} />}
      <section className={classes.panel}>
        <h2>What was done for this customer</h2>
        <ContractActs acts={acts} />
      </section>
    </>
  )
}
