import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Env } from './context.ts'

type Keys = Pick<Env, 'derivedKey' | 'drawBytes'>

/** What is kept sealed in the database: each with a key of its own, which only PARLEY_SECRET makes. */
type Purpose = 'second factor' | 'webhook secrets' | 'waiting e-mails' | 'attestation keys'

const nonceBytes = 12
const tagBytes = 16

/** Encrypts for the database (AES-256-GCM). `about` binds it to its row. */
export function seal(env: Keys, purpose: Purpose, plain: Buffer, about: string): Buffer {
  const nonce = env.drawBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', env.derivedKey(purpose), nonce).setAAD(Buffer.from(about))
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text])
}

/** Throws when it was sealed with another PARLEY_SECRET, for something else or for another row, or was changed. */
export function unseal(env: Pick<Env, 'derivedKey'>, purpose: Purpose, sealed: Buffer, about: string): Buffer {
  const nonce = sealed.subarray(0, nonceBytes)
  const options = { authTagLength: tagBytes }
  const decipher = createDecipheriv('aes-256-gcm', env.derivedKey(purpose), nonce, options)
  decipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()])
}
