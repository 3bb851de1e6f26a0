import type { PolicyStatus } from '@parley/contract/policies'
import type { VersionRow } from './policy-facts.ts'

/** Where a version stands, from what happened to it: reviews and activations are rows, a status is never stored. */
export function statusOf(row: VersionRow): PolicyStatus {
  if (row.in_force) return 'active'
  if (row.starts_at !== null) return 'scheduled'
  if (row.started_at !== null) return 'superseded'
  return row.verdict ?? 'submitted'
}
