import { partnerStatements } from '@parley/contract/routes/statements'
import { formatMoney } from '@parley/ui/money'
import { ProblemNotice } from '@parley/ui/problem'
import { useCall } from '@parley/ui/query'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useMe } from '../api.ts'
import looks from './statement.module.css'

/** The statement computed anew by the server, and plainly whether it comes out the same. */
export function Arithmetic({ statementId, currency }: { statementId: string; currency: string }) {
  const { vendor } = useMe()
  const check = useCall(partnerStatements.check, { params: { id: statementId } }, { staleMs: 0 })
  if (check.isError) return <ProblemNotice error={check.error} onRetry={() => check.refetch()} />
  if (!check.data) return <p role="status">Computing it anew.</p>
  const { recomputes, lines, totalMinor, findings } = check.data.data
  if (recomputes)
    return (
      <div className={looks.note} data-tone="granted" role="status">
        <IconCircleCheck size={20} aria-hidden />
        <p>
          <strong>The arithmetic is right.</strong> Every step was computed anew from its base and its rate, every line
          from its steps and the ledger, every decision from its facts, and the total from{' '}
          {lines === 1 ? 'the line' : `all ${lines} lines`}: {formatMoney(totalMinor, currency)}.
        </p>
      </div>
    )
  return (
    <div className={looks.note} data-tone="refused" role="status">
      <IconAlertTriangle size={20} aria-hidden />
      <div>
        <p>
          <strong>It doesn’t come out the same.</strong> Dispute the line, and {vendor.name} has to answer.
        </p>
        <ul>
          {findings.map((finding) => (
            <li key={finding}>{finding}</li>
          ))}
        </ul>
      </div>
    </div>
  )
}
