import type { LetterSummary, StaffLetter } from '@parley/contract/designations'
import { assertRole } from '../abilities.ts'
import { notFound } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import type { Download } from '../http/mount-download.ts'
import { Conditions, decodeCursor, toPage } from '../page.ts'
import { ownOnly } from '../transaction.ts'
import { readers } from './designation-abilities.ts'
import { readLetters } from './letter-rows.ts'
import { toLetterSummaries, toStaffLetter } from './letter-view.ts'

type Page = { items: LetterSummary[]; nextCursor: string | null }
type Paged = { cursor?: string | undefined; limit: number }

/** The letters that name this partner, newest first. */
export function listOwnLetters(ctx: Ctx, query: Paged): Promise<Page> {
  const where = new Conditions()
  where.add(`l.kind = 'names'`)
  return pageOf(ctx, where, query)
}

const has = (condition: string) => `EXISTS (SELECT FROM designation d WHERE d.letter_id = l.id AND ${condition})`
/** A letter that takes one of these back waits to be checked. */
const rescissionWaits = has(`EXISTS (SELECT FROM designation_lead w JOIN lead_notice n ON n.id = w.notice_id
  JOIN customer_letter r ON r.id = n.rescinding_letter_id WHERE w.designation_id = d.id AND n.state = 'open' AND r.is_genuine IS NULL)`)
const shows = {
  toDo: `${has(`d.state = 'deciding'`)} OR ${rescissionWaits}`,
  waiting: has(`d.state = 'waiting'`),
  inEffect: has(`d.state = 'inEffect'`),
  all: 'true',
}

/** Letters of all customers, newest first; of an account with the records that were merged into it. */
export async function listAllLetters(
  ctx: Ctx,
  { show, accountId, ...query }: Paged & { show: keyof typeof shows; accountId?: string | undefined },
): Promise<Page> {
  assertRole(ctx.actor, readers, 'read customers’ letters')
  const where = new Conditions()
  where.add(`l.kind = 'names' AND (${shows[show]})`)
  if (accountId) where.add('l.account_id IN (SELECT merged_accounts($?))', accountId)
  return pageOf(ctx, where, query)
}

async function pageOf(ctx: Ctx, where: Conditions, { cursor, limit }: Paged): Promise<Page> {
  if (cursor) {
    const { key, id } = decodeCursor(cursor, 'newest')
    where.add('(l.received_at, l.id) < ($?::timestamptz, $?::uuid)', key, id)
  }
  const tail = `${where} ORDER BY l.received_at DESC, l.id DESC LIMIT ${limit + 1}`
  const rows = await readLetters(ctx.tx, tail, where.params)
  const { page, nextCursor } = toPage(rows, limit, 'newest', ({ receivedAt }) => receivedAt.toISOString())
  return { items: await toLetterSummaries(ctx, page), nextCursor }
}

/** A letter; of one that takes another back, that other. */
export async function readStaffLetter(ctx: Ctx, { id }: { id: string }): Promise<StaffLetter> {
  assertRole(ctx.actor, readers, 'read customers’ letters')
  const [taken] = await ctx.tx.query<{ id: string }>(
    `SELECT d.letter_id AS id FROM lead_notice n JOIN designation_lead w ON w.notice_id = n.id JOIN designation d ON d.id = w.designation_id
     WHERE n.rescinding_letter_id = $1`,
    [id],
  )
  return toStaffLetter(ctx, taken?.id ?? id)
}

/** The letter as it was brought. It leaves as bytes to be saved, never as a page. */
export async function openLetter({ tx }: Ctx, id: string): Promise<Download> {
  const [row] = await tx.query<{ name: string; content: Buffer }>(
    `SELECT file_name AS name, file_content AS content FROM customer_letter WHERE id = $1 AND ${ownOnly('partner_id', 2)}`,
    [id, tx.partnerId],
  )
  if (!row) throw notFound('letter')
  const { name, content } = row
  return { fileName: name, pieces: piecesOf(content) }
}

async function* piecesOf(content: Buffer) {
  yield content
}
