import type { ImportRowStatus, RowProblem } from '@parley/contract/imports'
import { locksOf } from '../accounts/identity/read-candidates.ts'
import type { Ctx } from '../context.ts'
import type { ImportRecord } from './import-record.ts'
import { Waves } from './matching/alike.ts'
import { type Keyed, keyed, saysOf } from './matching/row-party.ts'
import { type Who, whoAre } from './matching/who-are.ts'
import { type FileRow, readRows } from './read-rows.ts'
import { type Said, writeAccounts } from './write-accounts.ts'

/** Rows of one transaction: long enough to be quick, short enough that nobody who registers waits for it. */
export const rowsOfBatch = 200

type Row = FileRow & Keyed & { says: string }

/** What became of a row. */
export type Done = {
  number: number
  status: ImportRowStatus
  problems: RowProblem[]
  accountId: string | null
  filled: boolean
  says: string | null
  candidates: unknown
  parent: { name: string | null; externalId: string | null; source: string | null } | null
}

/** Imports the next rows. Ends in whether there were any. */
export async function importBatch(ctx: Ctx, record: ImportRecord): Promise<boolean> {
  const rows = await readRows(ctx, record, { after: record.doneUntil, most: rowsOfBatch })
  const last = rows.at(-1)
  if (!last) return false
  const [wrong, valid] = [
    rows.filter(({ problems }) => problems.length > 0),
    rows.filter(({ problems }) => problems.length === 0),
  ]
  await writeDone(ctx, record, wrong.map(refused))
  const open = valid.map((row): Row => ({ ...row, ...keyed(row.row), says: saysOf(row.row) }))
  await waitForOthers(ctx, open)
  for (const wave of wavesOf(open)) await settle(ctx, record, wave)
  await ctx.tx.query('UPDATE account_import SET done_until = $2 WHERE id = $1', [record.id, last.number])
  return true
}

/** Others that make an account of such a name or domain wait until this transaction ends, and it for them: all locks at once, in order. */
export async function waitForOthers({ tx }: Ctx, rows: readonly Pick<Keyed, 'keys'>[]): Promise<void> {
  const locks = rows.flatMap(({ keys }) => locksOf(keys))
  await tx.query(
    'SELECT count(pg_advisory_xact_lock(sorted.each)) FROM (SELECT DISTINCT each FROM unnest($1::bigint[]) each ORDER BY each) sorted',
    [locks],
  )
}

/** Rows that say the same come together, behind the first of them. */
function wavesOf(rows: readonly Row[]): Row[][] {
  const waves = new Waves()
  const waveOf = new Map<string, number>()
  const sorted: Row[][] = []
  for (const row of rows) {
    const wave = waveOf.get(row.says) ?? waves.place(row.row, row)
    waveOf.set(row.says, wave)
    sorted[wave] ??= []
    sorted[wave].push(row)
  }
  return sorted
}

/** Answers rows side by side, and writes what becomes of them. */
async function settle(ctx: Ctx, record: ImportRecord, rows: readonly Row[]): Promise<void> {
  const firsts = [...new Map(rows.toReversed().map((row) => [row.says, row])).values()].reverse()
  const who = await whoAre(
    ctx,
    firsts.map(({ row }) => row),
    record.id,
  )
  const answers = new Map(firsts.map(({ says }, at) => [says, who[at]!]))
  const accountOf = new Map<string, string>()
  const answered = rows.map((row): Answered => {
    const before = accountOf.get(row.says)
    if (before !== undefined) return { row, who: { is: 'known', accountId: before }, accountId: before }
    const answer = answers.get(row.says)!
    const accountId = answer.is === 'known' ? answer.accountId : answer.is === 'new' ? ctx.newId() : null
    if (accountId !== null) accountOf.set(row.says, accountId)
    return { row, who: answer, accountId }
  })
  await write(ctx, record, answered)
}

type Answered = { row: Row; who: Who; accountId: string | null }

async function write(ctx: Ctx, record: ImportRecord, answered: readonly Answered[]): Promise<void> {
  const said = (is: Who['is']): Said[] =>
    answered.flatMap(({ row, who, accountId }) =>
      who.is === is ? [{ number: row.number, row: row.row, accountId: accountId! }] : [],
    )
  const known = said('known')
  const seen = await accountsOfEarlierRows(ctx, record, known)
  const filled = await writeAccounts(ctx, record, said('new'), known)
  const done = answered.map(({ row, who, accountId }): Done => {
    const isRepeated = accountId !== null && seen.has(accountId)
    if (accountId !== null) seen.add(accountId)
    const status = who.is === 'unsure' ? 'waiting' : isRepeated ? 'repeated' : who.is === 'new' ? 'imported' : 'linked'
    return {
      number: row.number,
      status,
      problems: who.is === 'unsure' ? [whichAccount(row)] : [],
      accountId,
      filled: filled.has(row.number),
      says: row.says,
      candidates: who.is === 'unsure' ? who.candidates : null,
      parent: parentOf(row),
    }
  })
  await writeDone(ctx, record, done)
}

async function accountsOfEarlierRows({ tx }: Ctx, record: ImportRecord, known: readonly Said[]): Promise<Set<string>> {
  if (known.length === 0) return new Set()
  const rows = await tx.query<{ id: string }>(
    'SELECT DISTINCT account_id AS id FROM account_import_row WHERE import_id = $1 AND account_id = ANY($2)',
    [record.id, known.map(({ accountId }) => accountId)],
  )
  return new Set(rows.map(({ id }) => id))
}

export function parentOf({ row }: Pick<FileRow, 'row'>): Done['parent'] {
  const { parentName: name, parentExternalId: externalId, source } = row
  return name === null && externalId === null ? null : { name, externalId, source }
}

const whichAccount = ({ row }: Row): RowProblem => ({
  kind: 'whichAccount',
  column: null,
  detail: `“${row.name}” may be an account that is known, or a new one.`,
  mend: 'Say which it is. Or add its website, country, city or tax id, and import the row again.',
})

const refused = ({ number, problems }: FileRow): Done => ({
  number,
  status: 'refused',
  problems,
  accountId: null,
  filled: false,
  says: null,
  candidates: null,
  parent: null,
})

/** Keeps what became of rows; the cells of those with nothing left to do are let go. */
export async function writeDone({ tx }: Ctx, record: ImportRecord, done: readonly Done[]): Promise<void> {
  if (done.length === 0) return
  await tx.query(
    `UPDATE account_import_row r SET status = d.status, problems = d.problems, account_id = d."accountId", filled = d.filled,
       says = d.says, candidates = nullif(d.candidates, 'null'), parent = nullif(d.parent, 'null'),
       cells = CASE WHEN d.problems = '[]' AND d.parent = 'null' THEN NULL ELSE r.cells END
     FROM jsonb_to_recordset($2) AS d(number integer, status text, problems jsonb, "accountId" uuid, filled boolean, says text,
       candidates jsonb, parent jsonb) WHERE r.import_id = $1 AND r.number = d.number`,
    [record.id, JSON.stringify(done)],
  )
}
