import { ProblemError } from '@parley/contract/client'
import { partnerStatements } from '@parley/contract/routes/statements'
import { Day } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { useCall } from '@parley/ui/query'
import { CardSkeleton, ListSkeleton } from '@parley/ui/skeletons'
import { useParams } from '@tanstack/react-router'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'
import classes from './earnings.module.css'
import { StatementView } from './statement-view.tsx'
import { formatMonth, PaidBadge } from './words.tsx'

export function StatementPage() {
  const { id } = useParams({ from: '/signed-in/earnings/statements/$id' })
  const found = useCall(partnerStatements.get, { params: { id } })
  const isGone = found.error instanceof ProblemError && found.error.problem.code === 'notFound'
  const statement = found.data?.data
  if (statement)
    return (
      <Page
        title={`What are you paid for ${formatMonth(statement.month)}?`}
        lead={
          <span className={classes.lead}>
            <PaidBadge {...statement} />
            <span>{statement.reference}</span>
            <span>
              made <Day value={statement.madeAt} />
            </span>
            {statement.paidAt && (
              <span>
                paid <Day value={statement.paidAt} />
              </span>
            )}
          </span>
        }
        actions={
          <LinkButton variant="default" to={paths.statements}>
            All your statements
          </LinkButton>
        }
      >
        <StatementView statement={statement} />
      </Page>
    )
  return (
    <Page title="What are you paid?">
      {isGone ? (
        <Empty
          title="There is no such statement"
          text="It isn’t one of your company’s, or the address was cut off."
          action={<LinkButton to={paths.statements}>Show your statements</LinkButton>}
        />
      ) : found.isError ? (
        <ProblemNotice error={found.error} onRetry={() => found.refetch()} />
      ) : (
        <>
          <CardSkeleton height={140} />
          <ListSkeleton rows={5} />
        </>
      )}
    </Page>
  )
}
