import { createHash } from 'node:crypto'
import { AppError } from '../app-error.ts'
import type { Env } from '../context.ts'
import { unseal } from '../sealed.ts'
import { stepOfCode } from './totp.ts'

export type Rows = { query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> }
type Keys = Pick<Env, 'derivedKeys' | 'drawBytes'>

/** Spaces, dashes and capitals don't count: people type codes as they read them. */
const plainCode = (typed: string) => typed.replaceAll(/[\s-]/g, '').toLowerCase()

/**
 * Whether this is a code of this person's second factor: one from the phone, or one of the recovery codes. It is used up with
 * that, even when the same one comes twice at the same moment.
 */
export async function useCode(env: Keys, db: Rows, userId: string, typed: string, now: Date): Promise<boolean> {
  const code = plainCode(typed)
  if (/^\d{6}$/.test(code)) return useTotp(env, db, userId, code, now)
  const used = await db.query(
    'UPDATE auth.recovery_code SET used_at = $3 WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL RETURNING user_id',
    [userId, hashRecoveryCode(userId, code), now],
  )
  return used.length > 0
}

type Kept = { secret: string; last_step: string | number | null }

/** The same for a code from the phone; `confirming` is the first of a factor that isn't on yet. */
export async function useTotp(
  env: Keys,
  db: Rows,
  userId: string,
  code: string,
  now: Date,
  confirming = false,
): Promise<boolean> {
  const [kept] = await db.query<Kept>(
    'SELECT secret, last_step FROM auth.second_factor WHERE user_id = $1 AND (confirmed_at IS NULL) = $2',
    [userId, confirming],
  )
  if (!kept) return false
  const lastStep = kept.last_step === null ? null : Number(kept.last_step)
  const secret = openedSecret(env, kept, userId)
  const step = stepOfCode(secret, code, now, lastStep)
  if (step === undefined) return false
  const taken = await db.query(
    'UPDATE auth.second_factor SET last_step = $2 WHERE user_id = $1 AND (last_step IS NULL OR last_step < $2) RETURNING user_id',
    [userId, step],
  )
  return taken.length > 0
}

function openedSecret(env: Keys, { secret }: Kept, userId: string): Buffer {
  try {
    return unseal(env, 'second factor', Buffer.from(secret, 'base64url'), userId)
  } catch {
    // Sealed with a PARLEY_SECRET that is lost.
    throw new AppError(
      'conflict',
      'Codes of your phone can’t be checked here any more. Give a recovery code instead, or have an administrator take your second factor off.',
    )
  }
}

const howManyCodes = 8
const alphabet = 'abcdefghijklmnopqrstuvwxyz'

/** Four groups of seven letters, 131 bits (ASVS 11.5.1 asks for 128): a plain hash is enough, and a narrow screen has room for them in a line. */
export function newRecoveryCodes(env: Keys): string[] {
  return Array.from({ length: howManyCodes }, () => {
    let code = ''
    while (code.length < 31) {
      for (const byte of env.drawBytes(32)) {
        if (byte >= 234 || code.length >= 31) continue
        if (code.length % 8 === 7) code += '-'
        code += alphabet[byte % 26]
      }
    }
    return code
  })
}

export const hashRecoveryCode = (userId: string, code: string) =>
  createHash('sha256')
    .update(`${userId} ${plainCode(code)}`)
    .digest('hex')
