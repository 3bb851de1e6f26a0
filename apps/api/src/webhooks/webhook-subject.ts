import { subjectOf, type WebhookSubject, type WebhookTopic } from '@parley/contract/webhook-events'
import type { Ctx } from '../context.ts'
import { readClaims } from '../deals/deal-rows.ts'
import type { Message } from '../outbox/dispatch.ts'
import { readRegistrations, statusAt } from '../registrations/registration-rows.ts'

/** The record that an event is about: whose it is, what names it, and where each side opens it. */
export type Subject = {
  partnerId: string | null
  data: Record<string, unknown>
  path: string
  staffPath: string
}

/** Undefined where the record is gone. */
export const subjectOfMessage = (ctx: Ctx, message: Message, topic: WebhookTopic): Promise<Subject | undefined> =>
  readers[subjectOf(topic)](ctx, message.subjectId)

const readers: Record<WebhookSubject, (ctx: Ctx, id: string) => Promise<Subject | undefined>> = {
  async registration(ctx, id) {
    const [row] = await readRegistrations(ctx.tx, 'WHERE r.id = $1', [id])
    if (!row) return undefined
    const data = { registrationId: id, reference: row.reference, status: statusAt(row, ctx.now) }
    const path = `/registrations/${id}`
    return { partnerId: row.partnerId, data, path, staffPath: path }
  },
  async renewal({ tx }, id) {
    const [row] = await tx.query<{ partnerId: string | null; accountName: string; endsOn: string }>(
      'SELECT c.partner_id AS "partnerId", c.account_name AS "accountName", c.ends_on AS "endsOn" FROM contract c WHERE c.id = $1',
      [id],
    )
    if (!row) return undefined
    const { partnerId, accountName, endsOn } = row
    const path = `/renewals/${id}`
    return { partnerId, data: { renewalId: id, accountName, endsOn }, path, staffPath: path }
  },
  async engagement({ tx }, id) {
    const [row] = await tx.query<{ partnerId: string | null; accountName: string }>(
      'SELECT e.partner_id AS "partnerId", e.account_name AS "accountName" FROM engagement e WHERE e.id = $1',
      [id],
    )
    if (!row) return undefined
    const path = `/may-i/${id}`
    return { partnerId: row.partnerId, data: { engagementId: id, accountName: row.accountName }, path, staffPath: path }
  },
  async claim({ tx }, id) {
    const [row] = await readClaims(tx, 'WHERE c.id = $1', [id])
    if (!row) return undefined
    const { partnerId, reference, registrationId, dealId } = row
    const path = `/earnings/claims/${id}`
    const staffPath = dealId === null ? `/registrations/${registrationId}` : `/deals/${dealId}`
    return { partnerId, data: { claimId: id, reference, registrationId }, path, staffPath }
  },
  async statement({ tx }, id) {
    const [row] = await tx.query<{ partnerId: string; reference: string; month: string }>(
      `SELECT s.partner_id AS "partnerId", s.reference, to_char(s.month, 'YYYY-MM') AS month FROM statement s WHERE s.id = $1`,
      [id],
    )
    if (!row) return undefined
    const { partnerId, ...named } = row
    const data = { statementId: id, ...named }
    return { partnerId, data, path: `/earnings/statements/${id}`, staffPath: `/statements/${id}` }
  },
  async dispute({ tx }, id) {
    const [row] = await tx.query<{ partnerId: string; statementId: string; reference: string; lineId: string }>(
      `SELECT d.partner_id AS "partnerId", s.id AS "statementId", s.reference, d.line_id AS "lineId"
       FROM dispute d JOIN statement_line l ON l.id = d.line_id JOIN statement s ON s.id = l.statement_id WHERE d.id = $1`,
      [id],
    )
    if (!row) return undefined
    const { partnerId, statementId, reference, lineId } = row
    const path = `/earnings/statements/${statementId}?line=${lineId}`
    return { partnerId, data: { disputeId: id, statementId, reference }, path, staffPath: `/disputes?open=${id}` }
  },
}
