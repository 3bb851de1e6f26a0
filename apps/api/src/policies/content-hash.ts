import { createHash } from 'node:crypto'
import { canonicalJson } from '@parley/rules/hash'

/** SHA-256 (64 hex digits) over the canonical JSON of document and cases: the spelling of the text doesn't count. */
export function contentHash(document: unknown, cases: unknown): string {
  return createHash('sha256').update(canonicalJson({ cases, document })).digest('hex')
}

/** The same content but for the version number, which the server sets. */
export function sameContent(
  a: { document: unknown; cases: unknown },
  b: { document: unknown; cases: unknown },
): boolean {
  return contentHash(withoutVersion(a.document), a.cases) === contentHash(withoutVersion(b.document), b.cases)
}

function withoutVersion(document: unknown): unknown {
  return typeof document === 'object' && document !== null ? { ...document, version: 0 } : document
}
