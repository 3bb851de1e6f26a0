import { createHash } from 'node:crypto'
import { evidenceLimits } from '@parley/contract/evidence'
import type { BringRescission } from '@parley/contract/letters'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { assertKind } from '../evidence/assert-kind.ts'
import { dayOf } from '../vendor-days.ts'
import { type LetterRow, readLetter } from './letter-rows.ts'

type Said = BringRescission
type Naming = {
  kind: LetterRow['kind']
  partnerId: string | null
  accountId: string | null
  accountName: string
  productFamilies: readonly string[]
  namesOthersToo?: boolean
  waivesWait?: boolean
}

/** Keeps a letter with its file. It counts as received today, whoever brings it. */
export async function keepLetter(ctx: Ctx, naming: Naming, said: Said): Promise<LetterRow> {
  const { tx, actor, now, vendor } = ctx
  const today = dayOf(now, vendor.timeZone)
  if (said.signedOn > today)
    throw refused('/signedOn', 'That day is still to come. Give the day on which it was signed.')
  const content = Buffer.from(said.file.base64, 'base64')
  if (content.length > evidenceLimits.bytes) throw refused('/file/base64', 'Attach a file of at most 5 MB.', 'tooLarge')
  const fileKind = await assertKind(said.file.name, content).catch(inFile)
  const id = ctx.newId()
  await tx.query(
    `INSERT INTO customer_letter (id, kind, partner_id, account_id, account_name, product_families, form, signer, signer_name, signer_title,
       names_others, waives_wait, signed_on, received_on, received_at, note, file_name, file_kind, file_bytes, file_sha256, file_content,
       brought_by, brought_by_id, brought_by_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)`,
    [
      ...[id, naming.kind, naming.partnerId, naming.accountId, naming.accountName, naming.productFamilies],
      ...[said.form, said.signer, said.signerName, said.signerTitle ?? null],
      ...[naming.namesOthersToo ?? false, naming.waivesWait ?? false, said.signedOn, today, now, said.note ?? null],
      ...[said.file.name, fileKind, content.length, createHash('sha256').update(content).digest('hex'), content],
      ...[actor.audience === 'partner' ? 'partner' : 'vendor', actor.userId, actor.name],
    ],
  )
  return readLetter(tx, id)
}

function refused(pointer: string, detail: string, code: 'refused' | 'tooLarge' = 'refused'): AppError {
  return new AppError(code, detail, [{ pointer, detail }])
}

/** What is wrong with the file, at its place in this request. */
function inFile(error: unknown): never {
  if (!(error instanceof AppError)) throw error
  const fields = error.fields?.map((field) => ({ ...field, pointer: `/file${field.pointer}` }))
  throw new AppError(error.code, error.message, fields)
}
