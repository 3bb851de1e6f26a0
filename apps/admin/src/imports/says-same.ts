import type { ImportTarget } from '@parley/contract/imports'
import { countryName } from '@parley/ui/countries'

/** True when a cell and what Parley knows say the same, however they are written. Only marks: the server compares. */
export function saysSame(target: ImportTarget, cell: string, known: string): boolean {
  return plainly(target, cell) === plainly(target, known)
}

function plainly(target: ImportTarget, text: string): string {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  if (target === 'domain')
    return plain
      .replace(/^[a-z]+:\/\//, '')
      .replace(/^.*@/, '')
      .replace(/^www\./, '')
      .replace(/[/?#:].*$/, '')
  if (target === 'taxId') return plain.replaceAll(/[^\p{L}\p{N}]/gu, '')
  if (target === 'country') return countryName(plain.toUpperCase()).toLowerCase()
  return plain.replaceAll(/\s+/g, ' ')
}
