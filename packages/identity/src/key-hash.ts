import type { Key } from './blocking-keys.ts'

/**
 * A key as a 32-bit signed integer, as the database keeps it (FNV-1a with an avalanche at the end). Two keys in four thousand
 * million share one: then an account more is compared, and found to be another. A word and the place called so are neighbours:
 * a comparison asks for both, and an index reads one page for them.
 */
export const hashOfKey = (key: Key): number => (key.startsWith('g:') ? hash(`t:${key.slice(2)}`) ^ 1 : hash(key))

function hash(text: string): number {
  let mixed = 0x811c9dc5
  for (let at = 0; at < text.length; at++) mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
