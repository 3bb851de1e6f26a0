import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** SHA-256 of what a model is trained on, so that nobody measures a model on its own lessons unknowingly. */
export const fingerprintOf = (folder: string): string =>
  createHash('sha256')
    .update(readFileSync(join(folder, 'queries.jsonl')))
    .digest('hex')
