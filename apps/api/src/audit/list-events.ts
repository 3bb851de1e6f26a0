import { type AuditAction, type AuditEvent, type AuditQuery, auditActions } from '@parley/contract/audit'
import { type Role, roleTitles } from '@parley/contract/session'
import type { z } from 'zod'
import { assertRole } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { Conditions, containing, decodeCursor, toPage } from '../page.ts'
import { addDays, startOfDay } from '../vendor-days.ts'
import { detailsInWords, type Named } from './details-in-words.ts'

export const auditReaders: readonly Role[] = ['channelManager', 'operator']

type Row = Named & {
  id: string
  happenedAt: Date
  happenedKey: string
  actorName: string
  actorRole: string
  via: string | null
  viewedByName: string | null
  action: string
  subjectKind: string | null
  subjectId: string | null
  subjectName: string | null
  partnerName: string | null
  details: Record<string, string | number | boolean | null>
}

/** Who did what, newest first. */
export async function listEvents(
  ctx: Ctx,
  query: z.infer<typeof AuditQuery>,
): Promise<{ items: AuditEvent[]; nextCursor: string | null }> {
  assertRole(ctx.actor, auditReaders, 'read who did what')
  const { timeZone } = ctx.vendor
  const where = new Conditions()
  if (query.person)
    where.add('e.actor_name ILIKE $? OR e.viewed_by_name ILIKE $?', containing(query.person), containing(query.person))
  if (query.kind) where.add("split_part(e.action, '.', 1) = $?", query.kind)
  if (query.from) where.add('e.happened_at >= $?', startOfDay(query.from, timeZone))
  if (query.to) where.add('e.happened_at < $?', startOfDay(addDays(query.to, 1), timeZone))
  if (query.cursor) {
    const { key, id } = decodeCursor(query.cursor, 'newest')
    where.add('(e.happened_at, e.id) < ($?::timestamptz, $?::uuid)', key, id)
  }
  const rows = await ctx.tx.query<Row>(
    `SELECT e.id, e.happened_at AS "happenedAt", e.happened_at::text AS "happenedKey", e.actor_name AS "actorName", e.actor_role AS "actorRole",
       e.via, e.viewed_by_name AS "viewedByName", e.action, e.subject_kind AS "subjectKind", e.subject_id AS "subjectId",
       e.subject_name AS "subjectName", p.name AS "partnerName", e.details,
       CASE e.subject_kind WHEN 'deal' THEN (SELECT d.currency FROM deal d WHERE d.id = e.subject_id::uuid)
         WHEN 'claim' THEN (SELECT d.currency FROM claim c JOIN deal d ON d.id = c.deal_id WHERE c.id = e.subject_id::uuid) END AS currency,
       (SELECT jsonb_object_agg(u.id, u.name) FROM auth."user" u WHERE u.id IN (e.details->>'backupId', e.details->>'managerId')) AS people
     FROM audit_event e LEFT JOIN partner p ON p.id = e.partner_id ${where}
     ORDER BY e.happened_at DESC, e.id DESC LIMIT ${query.limit + 1}`,
    where.params,
  )
  const { page, nextCursor } = toPage(rows, query.limit, 'newest', (row) => row.happenedKey)
  return { items: page.map((row) => toEvent(row, ctx)), nextCursor }
}

function toEvent(row: Row, ctx: Ctx): AuditEvent {
  return {
    id: row.id,
    happenedAt: row.happenedAt.toISOString(),
    who: row.actorName,
    role: Object.hasOwn(roleTitles, row.actorRole) ? roleTitles[row.actorRole as Role] : 'The system',
    lookingAs: row.viewedByName,
    withKey: row.via === 'apiKey',
    action: row.action,
    words: auditActions[row.action as AuditAction] ?? inWords(row.action.replace('.', ' ')),
    subject:
      row.subjectKind === null
        ? null
        : {
            kind: subjectWords[row.subjectKind] ?? inWords(row.subjectKind),
            id: row.subjectId!,
            name: row.subjectName,
          },
    partnerName: row.partnerName,
    details: detailsInWords(ctx, row.details, row),
  }
}

const subjectWords: Readonly<Record<string, string>> = { apiKey: 'API key', email: 'e-mail', user: 'person' }

/** `secondFactor` reads "second factor". */
const inWords = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
