import { Button } from '@mantine/core'
import { staffStatements } from '@parley/contract/routes/statements'
import type { OpenDisputeItem } from '@parley/contract/statements'
import { Day, When } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { Money } from '@parley/ui/money'
import { Name } from '@parley/ui/name'
import { ToneBadge } from '@parley/ui/outcome'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { ListSkeleton } from '@parley/ui/skeletons'
import { IconAlarm, IconClock } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useCall, useNow, useToday } from '../api.ts'
import { TextLink } from '../layout/link.tsx'
import { Sheet } from '../layout/split.tsx'
import { AnswerForm } from './answer-form.tsx'
import classes from './statements.module.css'

const route = getRouteApi('/console/disputes')

/** Lines that partners dispute, the one that is due first at the top. */
export function DisputesPage() {
  const { open } = route.useSearch()
  const navigate = route.useNavigate()
  const found = useCall(staffStatements.disputes)
  const items = found.data?.data.items
  return (
    <Sheet>
      <Page
        title="Which lines are disputed?"
        lead="Each is answered by its day. The partner reads the answer beside the line; what is added stands on its next statement."
      >
        {found.error && !items ? <ProblemNotice error={found.error} onRetry={found.refetch} /> : null}
        {found.isPending && <ListSkeleton rows={3} rowHeight={120} />}
        {items?.length === 0 && (
          <Empty
            title="No dispute waits for an answer"
            text="A partner disputes a line from its statement. It stands here with the day by which it is answered."
          />
        )}
        {items && items.length > 0 && (
          <ul className={classes.disputes}>
            {items.map((dispute) => (
              <Dispute
                key={dispute.id}
                dispute={dispute}
                isOpen={open === dispute.id}
                onOpen={(shown) => navigate({ search: { open: shown }, replace: true, resetScroll: false })}
              />
            ))}
          </ul>
        )}
      </Page>
    </Sheet>
  )
}

function Dispute(props: { dispute: OpenDisputeItem; isOpen: boolean; onOpen: (id: string | undefined) => void }) {
  const { dispute, isOpen, onOpen } = props
  const now = useNow()
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <h2>
          <Name>{dispute.partnerName}</Name>, <Name>{dispute.accountName}</Name>
        </h2>
        <Due dueOn={dispute.dueOn} />
      </div>
      <p>
        <Money amountMinor={dispute.amountMinor} currency={dispute.currency} exact /> on{' '}
        <TextLink
          inherit
          underline="always"
          to="/statements/$id"
          params={{ id: dispute.statementId }}
          hash={`line-${dispute.lineId}`}
        >
          {dispute.statementReference}
        </TextLink>
        , disputed <When at={dispute.openedAt} now={now} />
      </p>
      <blockquote className={classes.said}>{dispute.reason}</blockquote>
      {isOpen ? (
        <AnswerForm dispute={dispute} onDone={() => onOpen(undefined)} onCancel={() => onOpen(undefined)} />
      ) : (
        <div>
          <Button size="xs" onClick={() => onOpen(dispute.id)}>
            Answer
          </Button>
        </div>
      )}
    </li>
  )
}

function Due({ dueOn }: { dueOn: string | null }) {
  const today = useToday()
  if (dueOn === null) return null
  const late = dueOn < today
  return (
    <ToneBadge tone={late ? 'refused' : 'waiting'} icon={late ? IconAlarm : IconClock}>
      {late ? 'We owed the answer by' : 'We owe the answer by'} <Day value={dueOn} />
    </ToneBadge>
  )
}
