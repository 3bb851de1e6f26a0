import type { PolicyBook } from '@parley/contract/policies'
import type { Point } from '@parley/rules/point'
import { points } from '@parley/rules/points/points'
import type { Ctx } from '../context.ts'
import { mayDraft } from './policy-abilities.ts'
import { type DraftTitleRow, readAllVersions, readDrafts, type VersionRow } from './policy-facts.ts'
import { statusOf } from './policy-status.ts'
import { toVersionSummary } from './policy-view.ts'

/** Each decision point: what is in force, what is coming, what waits, and who drafts. */
export async function listPolicyBooks(ctx: Ctx): Promise<{ items: PolicyBook[] }> {
  const versions = Map.groupBy(await readAllVersions(ctx.tx, ctx.now), ({ point }) => point)
  const drafts = Map.groupBy(await readDrafts(ctx.tx), ({ point }) => point)
  const books = Object.values(points).map((point: Point) =>
    toBook(ctx, point, versions.get(point.id) ?? [], drafts.get(point.id) ?? []),
  )
  return { items: books }
}

function toBook(ctx: Ctx, point: Point, versions: VersionRow[], drafts: DraftTitleRow[]): PolicyBook {
  const inForce = versions.find((version) => version.in_force)
  if (!inForce) throw new Error(`No policy is in force for the decision point ${point.id}.`)
  return {
    point: point.id,
    title: point.title,
    question: point.question,
    inForce: toVersionSummary(inForce),
    // What is in force now may also come back at a date, after a version that is scheduled in between.
    scheduled: versions.filter((version) => version.starts_at !== null && !version.in_force).map(toVersionSummary),
    waiting: versions.filter((version) => ['submitted', 'approved'].includes(statusOf(version))).map(toVersionSummary),
    drafts: drafts.map((draft) => ({
      id: draft.id,
      authorName: draft.author_name,
      updatedAt: draft.updated_at.toISOString(),
      basedOn: draft.based_on,
    })),
    can: { draft: mayDraft(ctx.actor) },
  }
}
