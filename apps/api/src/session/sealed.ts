import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Env } from '../context.ts'

type Keys = Pick<Env, 'derivedKey' | 'drawBytes'>

/** Encrypts for the database (AES-256-GCM, with a key that only PARLEY_SECRET makes). `about` binds it to its row. */
export function seal(env: Keys, plain: Buffer, about: string): string {
  const nonce = env.drawBytes(12)
  const cipher = createCipheriv('aes-256-gcm', env.derivedKey('second factor'), nonce).setAAD(Buffer.from(about))
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')
}

/** Throws when it was made with another secret, for another row, or was changed. */
export function unseal(env: Keys, sealed: string, about: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', env.derivedKey('second factor'), bytes.subarray(0, 12), {
    authTagLength: 16,
  })
  decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
}
