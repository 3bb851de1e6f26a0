import type { CaseState } from '@parley/contract/conflicts'
import type { Ctx } from '../context.ts'
import { loadPolicy } from '../policies/policy-in-force.ts'
import { endAfterDays } from '../vendor-days.ts'

/** Where a case stands, and what is due next. */
export type CaseStanding = { state: CaseState; due: { what: string; at: Date } | null }

type Row = {
  id: string
  openedAt: Date
  isOpen: boolean
  closedBecause: string | null
  personDueAt: Date | null
  latest: string | null
  appealDueAt: Date | null
  isAppealed: boolean
  policyVersion: number | null
}

/** By case: its state, and the end of the time for evidence, for a person's decision, or for the answer to an appeal. */
export async function standingsOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, CaseStanding>> {
  const rows = await ctx.tx.query<Row>(
    `SELECT c.id, c.opened_at AS "openedAt", c.closed_at IS NULL AS "isOpen", c.closed_because AS "closedBecause", c.person_due_at AS "personDueAt",
       (SELECT w.result FROM conflict_award w WHERE w.conflict_id = c.id ORDER BY w.seq DESC LIMIT 1) AS latest,
       l.due_at AS "appealDueAt", l.id IS NOT NULL AS "isAppealed", policy_in_force('conflict', c.opened_at) AS "policyVersion"
     FROM conflict c LEFT JOIN LATERAL (SELECT p.id, p.due_at FROM appeal p JOIN conflict_claim k ON k.id = p.claim_id
       WHERE k.conflict_id = c.id AND p.answered_at IS NULL ORDER BY p.due_at, p.id LIMIT 1) l ON true
     WHERE c.id = ANY($1)`,
    [ids],
  )
  const standings = new Map<string, CaseStanding>()
  for (const row of rows) standings.set(row.id, await standingOf(ctx, row))
  return standings
}

async function standingOf(ctx: Ctx, row: Row): Promise<CaseStanding> {
  const due = (what: string, at: Date | null) => at && { what, at }
  if (row.isAppealed) return { state: 'appealed', due: due('An answer to the appeal', row.appealDueAt) }
  if (!row.isOpen) return { state: row.closedBecause === 'awarded' ? 'decided' : 'over', due: null }
  if (row.latest !== null) {
    const state = row.latest === 'informationNeeded' ? 'missing' : 'person'
    return { state, due: due(state === 'missing' ? 'What isn’t known' : 'A person’s decision', row.personDueAt) }
  }
  return { state: 'gathering', due: due('Evidence', await evidenceEnd(ctx, row)) }
}

/** The end of the last day for evidence, by the policy under which the claims met; null where it gives no days. */
async function evidenceEnd(ctx: Ctx, { policyVersion, openedAt }: Row): Promise<Date | null> {
  if (policyVersion === null) return null
  const { parameters } = await loadPolicy(ctx.tx, 'conflict', policyVersion)
  const days = parameters.evidenceDays?.value
  return typeof days === 'number' ? endAfterDays(openedAt, days, ctx.vendor.timeZone) : null
}
