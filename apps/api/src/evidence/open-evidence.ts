import { AppError, notFound } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import type { Download } from '../http/mount-download.ts'
import { ownOnly } from '../transaction.ts'

/** The file as it was attached. It leaves as bytes to be saved, never as a page. */
export async function openEvidence({ tx }: Ctx, id: string): Promise<Download> {
  const [row] = await tx.query<{ name: string; content: Buffer | null }>(
    `SELECT name, content FROM evidence WHERE id = $1 AND ${ownOnly('partner_id', 2)}`,
    [id, tx.partnerId],
  )
  if (!row) throw notFound('file')
  const { name, content } = row
  if (content === null) throw new AppError('conflict', 'This file was withdrawn, and its content is deleted.')
  return { fileName: name, pieces: piecesOf(content) }
}

async function* piecesOf(content: Buffer) {
  yield content
}
