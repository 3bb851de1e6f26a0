import type { PolicyDraft, PolicyVersionSummary } from '@parley/contract/policies'
import type { Actor } from '../context.ts'
import { mayEdit } from './policy-abilities.ts'
import type { DraftRow, VersionRow } from './policy-facts.ts'
import { statusOf } from './policy-status.ts'

export function toVersionSummary(row: VersionRow): PolicyVersionSummary {
  const ahead = statusOf(row) === 'scheduled'
  return {
    point: row.point,
    version: row.version,
    title: row.title,
    status: statusOf(row),
    note: row.note,
    authorName: row.author_name,
    submittedAt: row.submitted_at.toISOString(),
    reviewedByName: row.reviewer_name,
    reviewedAt: row.reviewed_at?.toISOString() ?? null,
    reviewNote: row.review_note,
    activeFrom: (ahead ? row.starts_at : row.started_at)?.toISOString() ?? null,
    activatedByName: ahead ? row.starts_by : row.started_by,
    cancellations: row.cancellations.map((each) => ({
      ...each,
      activeFrom: new Date(each.activeFrom).toISOString(),
      cancelledAt: new Date(each.cancelledAt).toISOString(),
    })),
    contentHash: row.content_hash,
    decisions: row.decisions,
  }
}

export function toDraft(row: DraftRow, actor: Actor): PolicyDraft {
  return {
    id: row.id,
    point: row.point,
    document: row.document,
    cases: row.cases,
    basedOn: row.based_on,
    authorName: row.author_name,
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
    can: { edit: mayEdit(actor, row) },
  }
}
