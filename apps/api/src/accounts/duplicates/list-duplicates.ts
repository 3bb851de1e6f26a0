import type { DuplicateSummary } from '@parley/contract/accounts'
import { assertRole } from '../../abilities.ts'
import type { Ctx } from '../../context.ts'
import { Conditions, decodeCursor, encodeCursor } from '../../page.ts'
import { accountReaders } from '../account-abilities.ts'
import { readKept, readSummaries } from '../account-view.ts'

type Query = { cursor?: string | undefined; limit: number; accountId?: string | undefined }
type Row = {
  one: string
  other: string
  chancePermille: number
  reasons: string[]
  foundAt: Date
  registrationId: string | null
}

/** Suspected duplicates that wait for a person, the likeliest first. */
export async function listDuplicates(
  ctx: Ctx,
  { cursor, limit, accountId }: Query,
): Promise<{ items: DuplicateSummary[]; nextCursor: string | null }> {
  assertRole(ctx.actor, accountReaders, 'read accounts')
  const where = new Conditions()
  // A search for duplicates beside a merge may have named a record that is none any longer.
  where.add('NOT EXISTS (SELECT FROM account a WHERE a.id IN (p.one, p.other) AND a.merged_into IS NOT NULL)')
  if (accountId) {
    const { row } = await readKept(ctx, accountId)
    where.add('$? IN (p.one, p.other)', row.id)
  }
  if (cursor) {
    const { key, id } = decodeCursor(cursor, 'likeliest')
    const [chance, one] = key.split(' ')
    where.add('(-p.chance_permille, p.one, p.other) > ($?::int, $?::uuid, $?::uuid)', -Number(chance), one, id)
  }
  const rows = await ctx.tx.query<Row>(
    `SELECT p.one, p.other, p.chance_permille AS "chancePermille", p.reasons, p.found_at AS "foundAt",
       (SELECT r.id FROM registration r JOIN account_question q ON q.registration_id = r.id
        WHERE r.account_id IN (p.one, p.other) AND q.settled_at IS NULL
          AND q.answer = 'aPersonDecides' AND r.status IN ('inReview','informationNeeded') ORDER BY r.submitted_at, r.id LIMIT 1) AS "registrationId"
     FROM account_pair p ${where} ORDER BY p.chance_permille DESC, p.one, p.other LIMIT ${limit + 1}`,
    where.params,
  )
  const page = rows.slice(0, limit)
  const summaries = await readSummaries(
    ctx,
    page.flatMap(({ one, other }) => [one, other]),
  )
  const last = page.at(-1)
  return {
    items: page.map(({ one, other, foundAt, ...row }) => ({
      ...row,
      one: summaries.get(one)!,
      other: summaries.get(other)!,
      foundAt: foundAt.toISOString(),
    })),
    nextCursor:
      rows.length > limit && last
        ? encodeCursor({ sort: 'likeliest', key: `${last.chancePermille} ${last.one}`, id: last.other })
        : null,
  }
}
