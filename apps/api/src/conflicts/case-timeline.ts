import type { CaseClaim } from '@parley/contract/conflicts'
import { engagementVerbs } from '@parley/contract/engagements'
import type { TimelineEntry } from '@parley/contract/registrations'
import type { Ctx } from '../context.ts'
import type { Standing } from './case-abilities.ts'
import { nameOf } from './case-rows.ts'
import { awardInWords, closedInWords } from './result-words.ts'

type Entry = Omit<TimelineEntry, 'ahead' | 'at'> & { at: Date }
type SaidRow = { claimId: string; fact: string; value: unknown; reason: string; byName: string; at: Date }

/** What happened in a case, oldest first, with everybody's name: for the staff. */
export async function caseTimeline(
  ctx: Ctx,
  { row, claims, awards, appeals }: Standing,
  views: readonly CaseClaim[],
): Promise<TimelineEntry[]> {
  const nameById = new Map(claims.map((claim) => [claim.id, nameOf(ctx, claim)]))
  const said = await ctx.tx.query<SaidRow>(
    `SELECT f.claim_id AS "claimId", f.fact, f.value, f.reason, f.said_by_name AS "byName", f.said_at AS at
     FROM conflict_fact f WHERE f.claim_id = ANY($1) ORDER BY f.seq`,
    [claims.map(({ id }) => id)],
  )
  const entries: Entry[] = [
    ...claims.flatMap(({ acting, ...claim }): Entry[] =>
      acting.map((step) => ({
        ...{ at: step.askedAt, kind: 'asked', by: step.actorName },
        text: `${nameOf(ctx, claim)} asked to act without a registration: ${engagementVerbs[step.verb]}`,
      })),
    ),
    ...claims.flatMap((claim): Entry[] =>
      claim.partnerId === null && claim.opportunities.length === 0 && claim.acting.length > 0
        ? []
        : claim.partnerId === null
          ? [{ at: claim.since, kind: 'submitted', text: `${nameOf(ctx, claim)} claims it`, by: '' }]
          : claim.registrations.map((each) => ({
              at: each.submittedAt,
              kind: 'submitted',
              text: `${claim.partnerName} registered ${each.accountName}, ${each.reference}`,
              by: each.submittedByName,
            })),
    ),
    ...views.flatMap((claim) =>
      claim.evidence.map(
        (file): Entry => ({
          at: new Date(file.attachedAt),
          kind: 'activity',
          text: `${claim.name} showed ${file.name}${file.withdrawnAt ? ', withdrawn since' : ''}`,
          by: file.attachedByName,
        }),
      ),
    ),
    ...said.map(
      (each): Entry => ({
        at: each.at,
        kind: 'answered',
        text: `Said of ${nameById.get(each.claimId)}: ${each.reason}`,
        by: each.byName,
      }),
    ),
    ...awards.map(
      (each): Entry => ({
        at: each.decidedAt,
        kind: each.madeBy === 'policy' ? 'decided' : 'overridden',
        text: [awardInWords(ctx, claims, each.awarded, 'was'), each.reason && `“${each.reason}”`]
          .filter(Boolean)
          .join(' '),
        by: each.madeBy === 'policy' ? `The policy, asked by ${each.actorName}` : each.actorName,
      }),
    ),
    ...appeals.flatMap((each): Entry[] => [
      { at: each.filedAt, kind: 'asked', text: `${nameById.get(each.claimId)} appealed`, by: each.filedByName },
      ...(each.silentSince
        ? [
            {
              at: each.silentSince,
              kind: 'reminded' as const,
              text: 'The appeal wasn’t answered in time',
              by: 'The policy',
            },
          ]
        : []),
      ...(each.answeredAt
        ? [
            {
              at: each.answeredAt,
              kind: 'answered' as const,
              text: `The appeal ${each.isUpheld ? 'was' : 'wasn’t'} upheld: ${each.reason}`,
              by: each.answeredByName ?? '',
            },
          ]
        : []),
    ]),
    { at: row.openedAt, kind: 'decided', text: 'The claims met, and this case was opened', by: '' },
    ...closing(ctx, row, claims),
  ]
  return entries
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, ...entry }) => ({ ...entry, at: at.toISOString(), ahead: false }))
}

/** An award says itself that it closed the case. */
function closing(ctx: Ctx, row: Standing['row'], claims: Standing['claims']): Entry[] {
  if (row.closedAt === null || row.closedBecause === 'awarded') return []
  return [{ at: row.closedAt, kind: 'closed', text: `The case was closed: ${closedInWords(ctx, row, claims)}`, by: '' }]
}
