import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Env } from './context.ts'

type Keys = Pick<Env, 'derivedKeys' | 'drawBytes'>

/** What is kept sealed in the database: each with a key of its own, which only PARLEY_SECRET makes. */
export type Purpose = 'second factor' | 'webhook secrets' | 'waiting e-mails' | 'attestation keys'

const nonceBytes = 12
const tagBytes = 16

/** Encrypts for the database (AES-256-GCM). `about` binds it to its row. */
export function seal(env: Keys, purpose: Purpose, plain: Buffer, about: string): Buffer {
  const nonce = env.drawBytes(nonceBytes)
  const [key] = env.derivedKeys(purpose)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about))
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text])
}

/**
 * Opens what PARLEY_SECRET sealed, or the one before it. Throws when it was sealed with another, for something else or for another
 * row, or was changed.
 */
export function unseal(env: Pick<Env, 'derivedKeys'>, purpose: Purpose, sealed: Buffer, about: string): Buffer {
  const [current, ...before] = env.derivedKeys(purpose)
  for (const key of before) {
    try {
      return unsealWith(current, sealed, about)
    } catch {
      return unsealWith(key, sealed, about)
    }
  }
  return unsealWith(current, sealed, about)
}

/** Whether the current key opens it: what only the one before opens is sealed anew. */
export function isSealedAnew(env: Pick<Env, 'derivedKeys'>, purpose: Purpose, sealed: Buffer, about: string): boolean {
  try {
    unsealWith(env.derivedKeys(purpose)[0], sealed, about)
    return true
  } catch {
    return false
  }
}

function unsealWith(key: Buffer, sealed: Buffer, about: string): Buffer {
  const nonce = sealed.subarray(0, nonceBytes)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()])
}
