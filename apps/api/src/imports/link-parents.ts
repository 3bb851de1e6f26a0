import type { RowProblem, RowProblemKind } from '@parley/contract/imports'
import { normalizeName } from '@parley/identity/normalize-name'
import { isAbove } from '../accounts/account-parent.ts'
import { findAccount } from '../accounts/identity/find-account.ts'
import type { Ctx } from '../context.ts'
import { type Done, rowsOfBatch } from './import-batch.ts'
import type { ImportRecord } from './import-record.ts'
import { accountsByExternalId } from './matching/known-ids.ts'

type Child = { number: number; accountId: string; parent: NonNullable<Done['parent']> }
type Named = { id: string; name: string; normalizedName: string; alias: string | null }

/** Looks for the parents that the next rows name, once every row has its account. Ends in whether there were any. */
export async function linkParentsOfBatch(ctx: Ctx, record: ImportRecord): Promise<boolean> {
  const children = await ctx.tx.query<Child>(
    `SELECT number, account_id AS "accountId", parent FROM account_import_row
     WHERE import_id = $1 AND number > $2 AND parent IS NOT NULL AND account_id IS NOT NULL ORDER BY number LIMIT $3`,
    [record.id, record.parentsUntil, rowsOfBatch],
  )
  const last = children.at(-1)
  if (!last) return false
  await linkParents(ctx, record, children)
  await ctx.tx.query('UPDATE account_import SET parents_until = $2 WHERE id = $1', [record.id, last.number])
  return true
}

/** Gives accounts without a parent the one that their row names. A parent that can't be told is a problem of its row. */
export async function linkParents(ctx: Ctx, record: ImportRecord, children: readonly Child[]): Promise<void> {
  // One change of a family at a time: two could close a circle together.
  await ctx.tx.query('SELECT pg_advisory_xact_lock(7100000000000)')
  const find = await parentFinder(ctx, children)
  const columns = new ParentColumns(record)
  for (const child of children) {
    const parent = await find(child)
    const problem =
      typeof parent === 'string' ? await link(ctx, child, parent, columns) : columns.problem(parent.problem, child)
    await ctx.tx.query(
      `UPDATE account_import_row SET problems = $3, cells = CASE WHEN $3::jsonb = '[]' THEN NULL ELSE cells END
       WHERE import_id = $1 AND number = $2`,
      [record.id, child.number, JSON.stringify(problem ? [problem] : [])],
    )
  }
}

/** A top company often names itself as its parent: that says nothing. */
async function link(ctx: Ctx, child: Child, parentId: string, columns: ParentColumns): Promise<RowProblem | null> {
  if (parentId === child.accountId) return null
  const [account] = await ctx.tx.query<{ parentId: string | null }>(
    'SELECT parent_id AS "parentId" FROM account WHERE id = $1 FOR NO KEY UPDATE',
    [child.accountId],
  )
  if (account?.parentId !== null) return null
  if (await isAbove(ctx, child.accountId, parentId)) return columns.problem('parentLoop', child)
  await ctx.tx.query('UPDATE account SET parent_id = $2, version = version + 1 WHERE id = $1', [
    child.accountId,
    parentId,
  ])
  return null
}

type Parent = string | { problem: 'parentUnknown' | 'parentUnclear' }

async function parentFinder(ctx: Ctx, children: readonly Child[]): Promise<(child: Child) => Promise<Parent>> {
  const byId = await accountsByExternalId(
    ctx,
    children.map(({ parent }) => parent),
  )
  const names = [...new Set(children.flatMap(({ parent }) => parent.name ?? []))]
  const named = await ctx.tx.query<Named>(
    `SELECT a.id, a.name, a.normalized_name AS "normalizedName", NULL AS alias FROM account a
       WHERE (a.normalized_name COLLATE "C") = ANY($2) AND a.merged_into IS NULL
     UNION ALL SELECT a.id, a.name, a.normalized_name, l.name FROM account_alias l JOIN account a ON a.id = l.account_id
       WHERE l.name = ANY($1) AND a.merged_into IS NULL`,
    [names, names.map(normalizeName)],
  )
  const answers = new Map<string, Parent>()
  return async ({ parent: { name, externalId, source } }) => {
    const known = externalId === null ? undefined : byId.get(JSON.stringify([source ?? '', externalId]))
    if (known !== undefined) return known
    if (name === null) return { problem: 'parentUnknown' }
    if (!answers.has(name)) answers.set(name, byName(name, named) ?? (await byMatcher(ctx, name, children)))
    return answers.get(name)!
  }
}

/** By exactly this name, else by the name without its legal form, else by another name. */
function byName(name: string, named: readonly Named[]): Parent | undefined {
  const ways = [
    named.filter((each) => each.alias === null && each.name === name),
    named.filter((each) => each.alias === null && each.normalizedName === normalizeName(name)),
    named.filter((each) => each.alias === name),
  ]
  const found = new Set((ways.find((way) => way.length > 0) ?? []).map(({ id }) => id))
  if (found.size > 1) return { problem: 'parentUnclear' }
  return [...found][0]
}

/** The children are left out: a parent that isn't there looks most like them. */
async function byMatcher(ctx: Ctx, name: string, children: readonly Child[]): Promise<Parent> {
  const except = new Set(children.filter(({ parent }) => parent.name === name).map(({ accountId }) => accountId))
  const { answer, best } = await findAccount(ctx, { name }, { by: 'import', except })
  if (answer === 'same') return best!.accountId
  return { problem: answer === 'different' ? 'parentUnknown' : 'parentUnclear' }
}

const words: Record<'parentUnknown' | 'parentUnclear' | 'parentLoop', { detail(name: string): string; mend: string }> =
  {
    parentUnknown: {
      detail: (name) => `There is no account “${name}”, so this one has no parent yet.`,
      mend: 'Write the parent as its account is named, or its id; or add it to the file.',
    },
    parentUnclear: {
      detail: (name) => `It can’t be told which account “${name}” is, so this one has no parent yet.`,
      mend: 'Write the parent’s id, or choose the parent in the account.',
    },
    parentLoop: {
      detail: (name) => `“${name}” is below this account already.`,
      mend: 'Write another parent, or none.',
    },
  }

class ParentColumns {
  readonly #columns: Record<'name' | 'externalId', string | null>

  constructor({ mapping, columns }: ImportRecord) {
    const columnOf = (target: 'parentName' | 'parentExternalId') =>
      columns?.[mapping?.indexOf(target) ?? -1]?.name ?? null
    this.#columns = { name: columnOf('parentName'), externalId: columnOf('parentExternalId') }
  }

  problem(kind: RowProblemKind & keyof typeof words, { parent: { name, externalId } }: Child): RowProblem {
    const column = name === null ? this.#columns.externalId : this.#columns.name
    return { kind, column, detail: words[kind].detail(name ?? externalId ?? ''), mend: words[kind].mend }
  }
}
