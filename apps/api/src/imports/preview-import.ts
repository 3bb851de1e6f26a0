import { type ImportPreview, importLimits, type RowProblemKind } from '@parley/contract/imports'
import { assertAble } from '../abilities.ts'
import { readAccounts } from '../accounts/account-view.ts'
import type { Ctx } from '../context.ts'
import { assertImporter, importAbilities } from './import-abilities.ts'
import { readImport } from './import-record.ts'
import { type Who, whoAre } from './matching/who-are.ts'
import { type FileRow, readRows } from './read-rows.ts'

const atATime = 2000

/** The first rows as they are understood and what would become of them now, and the problems of all rows. Writes nothing. */
export async function previewImport(ctx: Ctx, id: string): Promise<ImportPreview> {
  assertImporter(ctx)
  const record = await readImport(ctx, id)
  assertAble(importAbilities(ctx, record, 0).map)
  const counts = new Map<RowProblemKind, number>()
  let first: FileRow[] = []
  let refused = 0
  for (let after = 0; ; ) {
    const rows = await readRows(ctx, record, { after, most: atATime })
    if (after === 0) first = rows.slice(0, importLimits.previewRows)
    for (const { problems } of rows) {
      for (const kind of new Set(problems.map((each) => each.kind))) counts.set(kind, (counts.get(kind) ?? 0) + 1)
      if (problems.length > 0) refused++
    }
    if (rows.length < atATime) break
    after = rows.at(-1)!.number
  }
  return {
    rows: await previewed(ctx, first, id),
    problems: [...counts].map(([kind, rows]) => ({ kind, rows })).sort((one, other) => other.rows - one.rows),
    valid: record.rows - refused,
    refused,
  }
}

const deeds = { known: 'link', new: 'make', unsure: 'ask' } as const

async function previewed(ctx: Ctx, rows: readonly FileRow[], importId: string): Promise<ImportPreview['rows']> {
  const valid = rows.filter(({ problems }) => problems.length === 0)
  const answers = await whoAre(
    ctx,
    valid.map(({ row }) => row),
    importId,
  )
  const who = new Map(valid.map(({ number }, at) => [number, answers[at]!]))
  const accounts = await readAccounts(ctx, [...who.values()].flatMap(accountOf))
  return rows.map(({ number, cells, row, problems }) => {
    const answer = who.get(number)
    const account = answer && accounts.get(accountOf(answer)[0] ?? '')
    const would = answer ? deeds[answer.is] : 'refuse'
    return {
      number,
      cells,
      understood: row,
      problems,
      would,
      account: account ? { id: account.id, name: account.name } : null,
    }
  })
}

const accountOf = (who: Who): string[] =>
  who.is === 'known'
    ? [who.accountId]
    : who.is === 'unsure'
      ? who.candidates.slice(0, 1).map((each) => each.accountId)
      : []
