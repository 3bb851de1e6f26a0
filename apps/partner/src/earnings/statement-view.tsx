import { Button } from '@mantine/core'
import type { Statement } from '@parley/contract/statements'
import { formatMoney } from '@parley/ui/money'
import { IconCalculator, IconDownload, IconPrinter } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Arithmetic } from './arithmetic.tsx'
import classes from './earnings.module.css'
import { PrintedStatement } from './printed-statement.tsx'
import looks from './statement.module.css'
import { Line } from './statement-line.tsx'
import { formatMonth } from './words.tsx'

/** The total in a sentence, what can be done with it, then line by line. */
export function StatementView({ statement }: { statement: Statement }) {
  const { id, lines, totalMinor, currency, month, paidAt } = statement
  const { line: open, do: doing } = useSearch({ from: '/signed-in/earnings/statements/$id' })
  const navigate = useNavigate({ from: paths.statement })
  const go = (search: { line?: string; do?: 'check' | 'dispute' }) =>
    void navigate({ search, replace: true, resetScroll: false })
  const total = formatMoney(totalMinor, currency)
  const file = `/api/v1/partner/statements/${id}`
  return (
    <>
      <section className={classes.answer} aria-label="What it comes to">
        <h2 className={classes.headline}>
          {totalMinor === 0
            ? `What was owed for ${formatMonth(month)} was set off with what is taken back. Nothing is paid out.`
            : paidAt
              ? `You were paid ${total}.`
              : `${total} will be paid to you.`}
        </h2>
        <div className={classes.actions}>
          <Button leftSection={<IconCalculator size={18} aria-hidden />} onClick={() => go({ do: 'check' })}>
            Check the arithmetic
          </Button>
          <Button
            component="a"
            href={`${file}/pdf`}
            download
            variant="default"
            leftSection={<IconDownload size={18} aria-hidden />}
          >
            Save as PDF
          </Button>
          <Button
            component="a"
            href={`${file}/file`}
            download
            variant="default"
            leftSection={<IconDownload size={18} aria-hidden />}
          >
            Save as CSV
          </Button>
          <Button variant="default" leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
            Print
          </Button>
        </div>
        {doing === 'check' && <Arithmetic statementId={id} currency={currency} />}
      </section>
      <section className={`${classes.section} ${looks.onScreen}`} aria-label="The lines">
        <h2>{lines.length === 1 ? 'One line' : `${lines.length} lines`}</h2>
        <ol className={looks.lines}>
          {lines.map((line) => (
            <Line
              key={line.id}
              line={line}
              statement={statement}
              isOpen={line.id === open}
              isDisputing={line.id === open && doing === 'dispute'}
              onGo={(next) => go({ ...(doing === 'check' ? { do: doing } : {}), ...next })}
            />
          ))}
        </ol>
      </section>
      <PrintedStatement statement={statement} />
    </>
  )
}
