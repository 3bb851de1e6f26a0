import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Env } from '../context.ts'

const secretBytes = 32
const nonceBytes = 12
const tagBytes = 16

/** Keeps signing secrets sealed in the database: AES-256-GCM, with a key from PARLEY_SECRET, bound to their endpoint. */
export type SecretBox = {
  draw(): Buffer
  seal(secret: Buffer, endpointId: string): Buffer
  /** Throws when it was sealed with another PARLEY_SECRET, or for another endpoint. */
  open(sealed: Buffer, endpointId: string): Buffer
}

export function secretBox(env: Pick<Env, 'derivedKey' | 'drawBytes'>): SecretBox {
  const key = env.derivedKey('webhook secrets')
  return {
    draw: () => env.drawBytes(secretBytes),
    seal(secret, endpointId) {
      const nonce = env.drawBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(endpointId))
      const text = Buffer.concat([cipher.update(secret), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), text])
    },
    open(sealed, endpointId) {
      const nonce = sealed.subarray(0, nonceBytes)
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
      decipher.setAAD(Buffer.from(endpointId)).setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
      return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()])
    },
  }
}

/** As receivers' libraries take it. */
export const asText = (secret: Buffer): string => `whsec_${secret.toString('base64')}`
