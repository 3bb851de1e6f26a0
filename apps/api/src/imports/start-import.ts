import type { AccountImport, StartImport } from '@parley/contract/imports'
import type { z } from 'zod'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { assertImporter } from './import-abilities.ts'
import { viewImport } from './import-view.ts'

/** Announces a file; its parts come next. */
export async function startImport(ctx: Ctx, file: z.output<typeof StartImport>): Promise<AccountImport> {
  assertImporter(ctx)
  const id = ctx.newId()
  await ctx.tx.query(
    `INSERT INTO account_import (id, file_name, bytes, sha256, state, created_by_name, created_at)
     VALUES ($1, $2, $3, $4, 'uploading', $5, $6)`,
    [id, file.fileName, file.bytes, file.sha256, ctx.actor.name, ctx.now],
  )
  const subject = { kind: 'import', id, name: file.fileName }
  await recordEvent(ctx, { action: 'import.started', subject, details: { bytes: file.bytes } })
  return viewImport(ctx, id)
}
