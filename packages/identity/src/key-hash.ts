import type { Key } from './blocking-keys.ts'

/**
 * A key as a 32-bit signed integer, as the database keeps it (FNV-1a with an avalanche at the end). Two keys in four thousand
 * million share one: then an account more is compared, and found to be another.
 */
export function hashOfKey(key: Key): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
