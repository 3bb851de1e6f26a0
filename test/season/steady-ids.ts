import { createHash } from 'node:crypto'
import type { Env } from '@parley/api/context'

const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Draws ids, references and secrets from a seed from now on: the same requests in the same order get the same ones. */
export function drawSteadily(env: Env, seed: string): void {
  let drawn = 0
  const bytes = () => createHash('sha256').update(`${seed} ${drawn++}`).digest()
  env.newId = () => {
    const time = env.clock().getTime().toString(16).padStart(12, '0')
    const hex = bytes().toString('hex')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`
  }
  env.newReference = () => `R-${[...bytes().subarray(0, 6)].map((byte) => letters[byte % letters.length]).join('')}`
  env.newSecret = () => bytes().toString('base64url')
}
