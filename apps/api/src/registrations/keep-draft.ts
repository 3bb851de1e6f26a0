import type { Draft, SaveDraft } from '@parley/contract/registrations'
import type { z } from 'zod'
import { notFound } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { assertUnchanged } from './registration-record.ts'

type DraftRow = { id: string; form: Draft['form']; updatedAt: Date; version: number }
type Form = z.infer<typeof SaveDraft>

const columns = 'id, form, updated_at AS "updatedAt", version'
const mostListed = 100

/** A person's own drafts, newest first. A colleague's, like a stranger's, isn't there. */
export async function listDrafts({ tx, actor }: Ctx): Promise<{ items: Draft[] }> {
  const rows = await tx.query<DraftRow>(
    `SELECT ${columns} FROM registration_draft WHERE partner_id = $1 AND user_id = $2 ORDER BY updated_at DESC, id LIMIT ${mostListed}`,
    [actor.partnerId, actor.userId],
  )
  return { items: rows.map(toDraft) }
}

export async function readDraft(ctx: Ctx, { id }: { id: string }): Promise<Draft> {
  return toDraft(await readRow(ctx, id, ''))
}

export async function createDraft({ tx, actor, now, newId }: Ctx, { form }: Form): Promise<Draft> {
  const row = { id: newId(), form, updatedAt: now, version: 1 }
  await tx.query(
    'INSERT INTO registration_draft (id, partner_id, user_id, form, updated_at) VALUES ($1, $2, $3, $4, $5)',
    [row.id, actor.partnerId, actor.userId, JSON.stringify(form), now],
  )
  return toDraft(row)
}

export async function saveDraft(ctx: Ctx, input: Form & { id: string; ifMatch: number }): Promise<Draft> {
  const row = await readRow(ctx, input.id, 'FOR UPDATE')
  assertUnchanged(row, input.ifMatch)
  await ctx.tx.query('UPDATE registration_draft SET form = $2, updated_at = $3, version = version + 1 WHERE id = $1', [
    row.id,
    JSON.stringify(input.form),
    ctx.now,
  ])
  return toDraft({ ...row, form: input.form, updatedAt: ctx.now, version: row.version + 1 })
}

export async function deleteDraft(ctx: Ctx, { id }: { id: string }): Promise<null> {
  await readRow(ctx, id, 'FOR UPDATE')
  await ctx.tx.query('DELETE FROM registration_draft WHERE id = $1', [id])
  return null
}

async function readRow({ tx, actor }: Ctx, id: string, lock: '' | 'FOR UPDATE'): Promise<DraftRow> {
  const [row] = await tx.query<DraftRow>(
    `SELECT ${columns} FROM registration_draft WHERE id = $1 AND partner_id = $2 AND user_id = $3 ${lock}`,
    [id, actor.partnerId, actor.userId],
  )
  if (!row) throw notFound('draft')
  return row
}

function toDraft({ id, form, updatedAt, version }: DraftRow): Draft {
  return { id, title: titleOf(form), form, updatedAt: updatedAt.toISOString(), version }
}

/** The account's name or website as far as it was typed: forms name these fields as the contract does. */
export function titleOf(form: Draft['form']): string {
  const typed = [form['account.name'], form.accountName, form['account.domain'], form.accountDomain]
  const title = typed.find((value): value is string => typeof value === 'string' && value.trim() !== '')
  return title?.trim().slice(0, 120) ?? 'A deal without a name yet'
}
