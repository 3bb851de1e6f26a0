import type { Env } from '../context.ts'
import { seal, unseal } from '../sealed.ts'

const secretBytes = 32

/** Keeps signing secrets sealed in the database, bound to their endpoint. */
export type SecretBox = {
  draw(): Buffer
  seal(secret: Buffer, endpointId: string): Buffer
  /** Throws when it was sealed with another PARLEY_SECRET, or for another endpoint. */
  open(sealed: Buffer, endpointId: string): Buffer
}

export const secretBox = (env: Pick<Env, 'derivedKeys' | 'drawBytes'>): SecretBox => ({
  draw: () => env.drawBytes(secretBytes),
  seal: (secret, endpointId) => seal(env, 'webhook secrets', secret, endpointId),
  open: (sealed, endpointId) => unseal(env, 'webhook secrets', sealed, endpointId),
})

/** As receivers' libraries take it. */
export const asText = (secret: Buffer): string => `whsec_${secret.toString('base64')}`
