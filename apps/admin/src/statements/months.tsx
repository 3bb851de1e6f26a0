import { Button } from '@mantine/core'
import { staffStatements } from '@parley/contract/routes/statements'
import type { Month } from '@parley/contract/statements'
import { AbilityButton } from '@parley/ui/ability-button'
import { When } from '@parley/ui/date'
import { Dialog } from '@parley/ui/dialog'
import { ToneBadge } from '@parley/ui/outcome'
import { ProblemNotice } from '@parley/ui/problem'
import { IconLock, IconLockOpen } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useNow, useRefresh, useSend } from '../api.ts'
import { useActions } from '../layout/actions.ts'
import { DenseTable } from '../layout/dense-table.tsx'
import { TextLink } from '../layout/link.tsx'
import { monthName } from './month-name.ts'
import classes from './statements.module.css'

/** Months with bookings. One that is over is closed by finance, in order. */
export function Months({ months }: { months: Month[] }) {
  const now = useNow()
  const [closing, setClosing] = useState<string>()
  const next = months.findLast(({ closedAt }) => closedAt === null)
  useActions(
    useMemo(
      () =>
        next
          ? [
              {
                title: `Close ${monthName(next.month)}`,
                run: () => setClosing(next.month),
                refused: next.can.close.ok ? undefined : next.can.close.reason,
              },
            ]
          : [],
      [next],
    ),
  )
  return (
    <>
      <DenseTable
        caption="Months with bookings, newest first"
        rows={months}
        rowKey={({ month }) => month}
        columns={[
          { key: 'month', title: 'Month', render: ({ month }) => monthName(month) },
          {
            key: 'state',
            title: 'State',
            render: ({ closedAt, closedByName }) =>
              closedAt ? (
                <>
                  <ToneBadge tone="neutral" icon={IconLock}>
                    Closed
                  </ToneBadge>{' '}
                  by {closedByName}, <When at={closedAt} now={now} />
                </>
              ) : (
                <ToneBadge tone="waiting" icon={IconLockOpen}>
                  Open
                </ToneBadge>
              ),
          },
          {
            key: 'statements',
            title: 'Statements',
            render: ({ month, closedAt, statements }) =>
              closedAt && statements > 0 ? (
                <TextLink to="/statements" search={{ month }} resetScroll={false}>
                  {statements === 1 ? '1 statement' : `${statements} statements`}
                </TextLink>
              ) : closedAt ? (
                'None'
              ) : null,
          },
          {
            key: 'close',
            title: 'Close it',
            render: ({ month, closedAt, can }) =>
              closedAt ? null : (
                <AbilityButton
                  ability={can.close}
                  size="compact-xs"
                  variant="default"
                  onClick={() => setClosing(month)}
                >
                  Close {monthName(month)}
                </AbilityButton>
              ),
          },
        ]}
      />
      {closing && <CloseMonth month={closing} onDone={() => setClosing(undefined)} />}
    </>
  )
}

/** It can't be undone, so it says first what it does. */
function CloseMonth({ month, onDone }: { month: string; onDone: () => void }) {
  const refresh = useRefresh()
  const send = useSend(staffStatements.closeMonth, {
    onDone: () => {
      void refresh(staffStatements.months, staffStatements.list)
      onDone()
    },
  })
  return (
    <Dialog title={`Close ${monthName(month)}?`} open onClose={onDone}>
      <ul className={classes.does}>
        <li>A statement is made for each partner that is owed something, and the partner can read it at once.</li>
        <li>What is owed back is set off on it, in the parts that the rules name.</li>
        <li>Nothing is booked in this month any more. What is corrected later stands in a later month.</li>
        <li>It can’t be opened again.</li>
      </ul>
      {send.isError && <ProblemNotice error={send.error} focus />}
      <div className={classes.buttons}>
        <Button loading={send.isPending} onClick={() => send.mutate({ params: { month }, body: {} })}>
          Close the month
        </Button>
        <Button variant="default" onClick={onDone}>
          Leave it open
        </Button>
      </div>
    </Dialog>
  )
}
