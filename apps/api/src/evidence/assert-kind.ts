import { type EvidenceKind, evidenceKinds, kindOfName } from '@parley/contract/evidence'
import { fileTypeFromBuffer } from 'file-type'
import { AppError } from '../app-error.ts'

/** Kinds without a mark of their own: they have to be text, and nothing that a browser takes for a page. */
const textKinds: readonly EvidenceKind[] = ['txt', 'csv', 'eml']
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The kind of a file, when its name and its content agree. Throws AppError with the mend. */
export async function assertKind(name: string, content: Uint8Array): Promise<EvidenceKind> {
  const kind = kindOfName(name)
  if (kind === null)
    throw refused('/name', `Files of this kind aren’t taken. Attach one of: ${Object.keys(evidenceKinds).join(', ')}.`)
  const found = await fileTypeFromBuffer(content)
  if (textKinds.includes(kind) ? found === undefined && isText(content) : found?.ext === kind) return kind
  throw refused(
    '/base64',
    `The name says ${evidenceKinds[kind]}, and the content is something else. Save it as ${kind} again, then attach it.`,
  )
}

function isText(content: Uint8Array): boolean {
  if (content.includes(0)) return false
  try {
    utf8.decode(content)
    return true
  } catch {
    return false
  }
}

function refused(pointer: string, detail: string): AppError {
  return new AppError('refused', detail, [{ pointer, detail }])
}
