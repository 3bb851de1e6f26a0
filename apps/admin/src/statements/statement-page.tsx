import { Button } from '@mantine/core'
import { staffStatements } from '@parley/contract/routes/statements'
import type { Statement, StatementCheck } from '@parley/contract/statements'
import { AbilityButton } from '@parley/ui/ability-button'
import { Day } from '@parley/ui/date'
import { Dialog } from '@parley/ui/dialog'
import { Empty } from '@parley/ui/empty'
import { Money } from '@parley/ui/money'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf } from '@parley/ui/query'
import { CardSkeleton } from '@parley/ui/skeletons'
import { IconCheck, IconDownload, IconPrinter } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { isCode, useCall, useRefresh, useSend } from '../api.ts'
import { useActions } from '../layout/actions.ts'
import { ButtonLink } from '../layout/link.tsx'
import { Notice } from '../layout/notice.tsx'
import { Sheet } from '../layout/split.tsx'
import { Lines } from './lines.tsx'
import { monthName } from './month-name.ts'
import classes from './statements.module.css'
import { PaidBadge } from './statements-page.tsx'

const route = getRouteApi('/console/statements/$id')

/** One statement: what is paid for, line by line, each with its steps and its decision; and whether it adds up. */
export function StatementPage() {
  const { id } = route.useParams()
  const found = useCall(staffStatements.get, { params: { id } })
  if (found.data) return <StatementSheet key={id} statement={found.data.data} />
  return (
    <Sheet>
      {isCode(found.error, 'notFound') ? (
        <Empty
          title="There is no such statement"
          text="The address may have been cut off when it was copied."
          action={<ButtonLink to="/statements">Show the statements</ButtonLink>}
        />
      ) : found.error ? (
        <ProblemNotice error={found.error} onRetry={found.refetch} />
      ) : (
        <CardSkeleton height={420} />
      )}
    </Sheet>
  )
}

function StatementSheet({ statement }: { statement: Statement }) {
  const { id, partner, month, currency, totalMinor, reference, madeAt, can } = statement
  const client = useQueryClient()
  const [isChecked, setChecked] = useState(false)
  const [isPaying, setPaying] = useState(false)
  const check = useCall(staffStatements.check, { params: { id } }, { enabled: isChecked })
  const checks = useMemo(
    () => () => {
      void client.invalidateQueries({ queryKey: queryKeyOf(staffStatements.check, { params: { id } }) })
      setChecked(true)
    },
    [client, id],
  )
  useActions(
    useMemo(
      () => [
        { title: 'Compute this statement anew', run: checks },
        {
          title: 'Note that it was paid',
          run: () => setPaying(true),
          refused: can.pay.ok ? undefined : can.pay.reason,
        },
        { title: 'Print this statement', run: () => window.print() },
      ],
      [checks, can.pay],
    ),
  )
  return (
    <Sheet>
      <Page
        title={`What do we owe ${partner.name} for ${monthName(month)}?`}
        lead={
          <span className={classes.lead}>
            <strong className={classes.total}>
              <Money amountMinor={totalMinor} currency={currency} exact />
            </strong>
            <PaidBadge statement={statement} />
            <span className="tabular">{reference}</span>
            <span>
              Made on <Day value={madeAt} />
            </span>
          </span>
        }
      >
        <div className={`${classes.buttons} ${classes.screenOnly}`}>
          <AbilityButton ability={can.pay} reasonOnHover size="xs" onClick={() => setPaying(true)}>
            Note that it was paid
          </AbilityButton>
          <Button size="xs" variant="default" onClick={checks} loading={isChecked && check.isFetching}>
            Does it add up?
          </Button>
          {(['PDF', 'CSV'] as const).map((kind) => (
            <Button
              key={kind}
              component="a"
              size="xs"
              variant="default"
              href={`/api/v1/staff/statements/${id}/${kind === 'PDF' ? 'pdf' : 'file'}`}
              download
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              {kind}
            </Button>
          ))}
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPrinter size={16} aria-hidden />}
            onClick={() => window.print()}
          >
            Print
          </Button>
        </div>
        {isChecked && check.data && !check.isFetching && <Checked check={check.data.data} currency={currency} />}
        {isChecked && check.error ? <ProblemNotice error={check.error} onRetry={check.refetch} /> : null}
        <Lines statement={statement} />
      </Page>
      {isPaying && can.pay.ok && <Pay statement={statement} onDone={() => setPaying(false)} />}
    </Sheet>
  )
}

/** What computing all of it anew has found. */
function Checked({ check, currency }: { check: StatementCheck; currency: string }) {
  if (!check.recomputes)
    return (
      <Notice title="It doesn’t add up" tone="refused">
        <ul>
          {check.findings.map((finding) => (
            <li key={finding}>{finding}</li>
          ))}
        </ul>
      </Notice>
    )
  return (
    <p className={classes.adds} data-tone="granted" role="status">
      <IconCheck size={18} aria-hidden />
      <span>
        <strong>It adds up.</strong> {check.lines === 1 ? 'Its one line' : `All ${check.lines} lines`} came out the
        same, computed anew from the ledger, the decisions and the division of each pool:{' '}
        <Money amountMinor={check.totalMinor} currency={currency} exact />.
      </span>
    </p>
  )
}

function Pay({ statement, onDone }: { statement: Statement; onDone: () => void }) {
  const { id, partner, totalMinor, currency, reference } = statement
  const client = useQueryClient()
  const refresh = useRefresh()
  const send = useSend(staffStatements.pay, {
    onDone: (answer) => {
      client.setQueryData(queryKeyOf(staffStatements.get, { params: { id } }), answer)
      void refresh(staffStatements.list)
      onDone()
    },
  })
  return (
    <Dialog title={`Was ${reference} paid?`} open onClose={onDone}>
      <p>
        <Money amountMinor={totalMinor} currency={currency} exact /> is booked as paid to {partner.name}. This moves no
        money: pay it first. It can’t be taken back here.
      </p>
      {send.isError && <ProblemNotice error={send.error} focus />}
      <div className={classes.buttons}>
        <Button loading={send.isPending} onClick={() => send.mutate({ params: { id }, body: {} })}>
          It was paid
        </Button>
        <Button variant="default" onClick={onDone}>
          Not yet
        </Button>
      </div>
    </Dialog>
  )
}
