import type { DecisionRow } from '@parley/api/decisions/decision-rows'
import type { Line } from '@parley/rules/points/commission/allocate'
import { commission } from '@parley/rules/points/commission/point'
import { type Policy, parsePolicy } from '@parley/rules/policy'
import type { Season } from '../season.ts'

/** One claim in one settlement, with the decision that its amount is from: once paid, and all waits over. */
export type PartOfSettlement = {
  claimId: string
  amountMinor: number
  lines: readonly Line[]
  paidAs: string
  version: number
  promisedVersion: number
  forecast: Pick<DecisionRow, 'outcome' | 'params' | 'facts' | 'because' | 'fired' | 'nearly' | 'missing'>
}
export type Settlement = {
  id: string
  deal: string
  poolVersion: number
  beforeMinor: number
  poolMinor: number
  totalMinor: number
  parts: PartOfSettlement[]
}

/** Every settlement of the season, oldest first. */
export async function settlementsOf({ sql }: Season): Promise<Settlement[]> {
  return sql<Settlement>(
    `SELECT s.id, d.reference AS deal, s.pool_version AS "poolVersion", s.settled_before_minor::float8 AS "beforeMinor",
       s.pool_minor::float8 AS "poolMinor", s.total_minor::float8 AS "totalMinor",
       jsonb_agg(jsonb_build_object('claimId', p.claim_id, 'amountMinor', p.amount_minor, 'lines', p.lines, 'paidAs', p.paid_as,
         'version', p.policy_version, 'promisedVersion', c.promised_version, 'forecast', jsonb_build_object('outcome', f.outcome, 'params', f.params, 'facts', f.facts,
           'because', f.because, 'fired', f.fired, 'nearly', f.nearly, 'missing', f.missing)) ORDER BY p.seq) AS parts
     FROM parley.settlement s JOIN parley.deal d ON d.id = s.deal_id JOIN parley.settlement_part p ON p.settlement_id = s.id
       JOIN parley.claim c ON c.id = p.claim_id
       JOIN parley.decision f ON f.id = p.forecast_id
     GROUP BY s.id, d.reference ORDER BY s.seq`,
  )
}

/** Every version of the policy for commission, as it is kept. */
export async function commissionPolicies({ sql }: Season): Promise<Map<number, Policy>> {
  const rows = await sql<{ version: number; document: unknown }>(
    `SELECT version, document FROM parley.policy_version WHERE point = 'commission'`,
  )
  return new Map(
    rows.map(({ version, document }) => {
      const text = typeof document === 'string' ? (JSON.parse(document) as unknown) : document
      const { policy } = parsePolicy(commission, text)
      if (!policy) throw new Error(`Version ${version} of the policy for commission can't be read.`)
      return [version, policy]
    }),
  )
}

export const earns = ({ forecast }: PartOfSettlement) => forecast.outcome === 'earn'

/** What a claim asks for, worked out apart from the allocation: exact, in minor units. */
export function askedBy({ forecast }: PartOfSettlement, leftMinor: bigint): bigint {
  if (forecast.outcome !== 'earn') return 0n
  const { params, facts } = forecast
  const big = (value: unknown) => BigInt(Number(value ?? 0))
  const isPriced = params.rateBps !== undefined || params.amountMinor !== undefined
  // Half of a minor unit is rounded up.
  const byRate = (big(params.rateBps) * big(facts['claim.baseMinor']) * 2n + 10_000n) / 20_000n
  const price = byRate + big(params.amountMinor)
  const wanted = isPriced ? price : big(params.weight) > 0n ? leftMinor : 0n
  const raised = wanted > big(params.floorMinor) ? wanted : big(params.floorMinor)
  return params.capMinor !== undefined && big(params.capMinor) < raised ? big(params.capMinor) : raised
}

/** What the pool had left for this settlement. */
export const leftOf = ({ poolMinor, beforeMinor }: Settlement) => BigInt(Math.max(0, poolMinor - beforeMinor))
export const sumOf = (amounts: readonly bigint[]) => amounts.reduce((all, amount) => all + amount, 0n)
