import { askOf } from '@parley/api/audit/ask'
import { readCheckpoints } from '@parley/api/audit/checkpoint'
import { replayDecisions } from '@parley/api/audit/replay-decisions'
import { verifyRecords } from '@parley/api/audit/verify-records'
import { partnerStatements, staffStatements } from '@parley/contract/routes/statements'
import type { StatementCheck } from '@parley/contract/statements'
import type { Season } from '../season.ts'
import { each, type Invariants } from './invariant.ts'

const asksBy = ({ sql }: Season) => askOf({ query: async (text, values) => ({ rows: await sql(text, values) }) })

type Made = { id: string; reference: string; partnerId: string }
const statementsOf = ({ sql }: Season) =>
  sql<Made>('SELECT id, reference, partner_id AS "partnerId" FROM parley.statement ORDER BY made_at, id')

const whatIsWrong = ({ reference }: Made, { recomputes, findings }: StatementCheck) =>
  !recomputes && `${reference}: ${findings.join(' ')}`

/** What holds of what was recorded: it comes out the same again, and nobody has changed it. */
export const recordsHold: Invariants = {
  'every decision of a policy comes out the same when it is made again': async ({ season }) => {
    const { replayed, same, differing, changedPolicies } = await replayDecisions(asksBy(season))
    const failures = differing.map(({ id, point, differences }) => `${point} ${id}: ${differences.join(' ')}`)
    return { checked: replayed, failures: [...failures, ...changedPolicies].slice(0, Math.max(1, replayed - same)) }
  },

  'every statement re-computes, as finance reads it': async ({ season }) => {
    const checks = await inTurn(await statementsOf(season), ({ id }) =>
      season.staff('finance').does(staffStatements.check, { params: { id } }),
    )
    return each(checks, ([statement, check]) => whatIsWrong(statement, check))
  },

  'every statement re-computes, as its partner reads it': async ({ season }) => {
    const checks = await inTurn(await statementsOf(season), ({ id, partnerId }) =>
      season
        .partner(season.cast.partners.find((each) => each.id === partnerId)!)
        .does(partnerStatements.check, { params: { id } }),
    )
    return each(checks, ([statement, check]) => whatIsWrong(statement, check))
  },

  'what a statement says was paid is what was booked as paid': async ({ season }) =>
    each(
      await season.sql<{ reference: string; total: number; paid: number }>(
        `SELECT s.reference, s.total_minor::float8 AS total, coalesce((SELECT -sum(e.amount_minor) FROM parley.ledger_entry e
             WHERE e.journal_id = o.journal_id AND e.account = 'paid'), 0)::float8 AS paid
         FROM parley.statement s JOIN parley.payout o ON o.statement_id = s.id`,
      ),
      ({ reference, total, paid }) => total !== paid && `${reference}: ${paid} instead of ${total}`,
    ),

  'the chain of records is whole, and fits every checkpoint': async ({ season, checkpoints }) => {
    const { links, findings, more } = await verifyRecords(asksBy(season), await readCheckpoints(checkpoints))
    const failures = findings.map(({ words }) => words)
    return { checked: links, failures: more > 0 ? [...failures, `${more} more`] : failures }
  },

  'all that happened was told, each once': async ({ season }) =>
    each(
      await season.sql<{ topic: string; told: boolean }>(
        'SELECT topic, dispatched_at IS NOT NULL AND set_aside_at IS NULL AS told FROM parley.outbox',
      ),
      ({ topic, told }) => !told && `${topic} waits`,
    ),

  'no request met a fault of ours': async ({ traffic }) => ({ checked: traffic.requests, failures: traffic.faults }),
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<[T, R][]> {
  const done: [T, R][] = []
  for (const item of items) done.push([item, await work(item)])
  return done
}
