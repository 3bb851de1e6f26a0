import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import { AppError } from '../app-error.ts'
import { type Ctx, type Env, systemActor } from '../context.ts'
import { isSealedAnew, seal, unseal } from '../sealed.ts'
import { inTransaction, type Tx } from '../transaction.ts'

export const algorithm = 'ES256'

/** Seals the private halves with a key that only PARLEY_SECRET makes, each bound to its kid. */
export type KeyBox = { seal(plain: Buffer, kid: string): Buffer; open(sealed: Buffer, kid: string): Buffer }

export const keyBox = (env: Pick<Env, 'derivedKeys' | 'drawBytes'>): KeyBox => ({
  seal: (plain, kid) => seal(env, 'attestation keys', plain, kid),
  open: (sealed, kid) => unseal(env, 'attestation keys', sealed, kid),
})

/** Makes the first key, where there is none: at each start. */
export async function ensureSigningKey(env: Env): Promise<void> {
  await inTransaction(env, systemActor, async (ctx) => {
    await lockKeys(ctx.tx)
    const known = await ctx.tx.query('SELECT 1 FROM attestation_key WHERE retired_at IS NULL')
    if (known.length === 0) await makeKey(ctx, keyBox(env))
  })
}

/** From now on another key signs. The one before keeps its public half here for as long as something that it signed is valid. */
export async function replaceSigningKey(ctx: Ctx, box: KeyBox): Promise<void> {
  await lockKeys(ctx.tx)
  await ctx.tx.query('UPDATE attestation_key SET retired_at = $1 WHERE retired_at IS NULL', [ctx.now])
  await makeKey(ctx, box)
}

/** Whether the key that signs was sealed before PARLEY_SECRET changed: its private half isn't written again, another takes over. */
export async function signingKeyIsOld({ tx }: Ctx, env: Pick<Env, 'derivedKeys'>): Promise<boolean> {
  await lockKeys(tx)
  const [row] = await tx.query<{ kid: string; sealed: Buffer }>(
    'SELECT kid, sealed FROM attestation_key WHERE retired_at IS NULL',
  )
  return row !== undefined && !isSealedAnew(env, 'attestation keys', row.sealed, row.kid)
}

const lockKeys = (tx: Tx) => tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('attestation keys', 19))`)

async function makeKey(ctx: Ctx, box: KeyBox): Promise<void> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true })
  const kid = await calculateJwkThumbprint(await exportJWK(publicKey))
  const publicJwk = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' }
  const sealed = box.seal(Buffer.from(JSON.stringify(await exportJWK(privateKey))), kid)
  await ctx.tx.query(
    'INSERT INTO attestation_key (kid, public_jwk, sealed, made_at, made_by_name) VALUES ($1, $2, $3, $4, $5)',
    [kid, JSON.stringify(publicJwk), sealed, ctx.now, ctx.actor.role === 'system' ? 'Installation' : ctx.actor.name],
  )
}

/** The key that signs now. */
export async function signingKey({ tx }: Ctx, box: KeyBox) {
  const [row] = await tx.query<{ kid: string; sealed: Buffer }>(
    'SELECT kid, sealed FROM attestation_key WHERE retired_at IS NULL',
  )
  const detail = 'Links can’t be signed at the moment. An operator renews the key under “Attestation keys”.'
  if (!row) throw new AppError('unavailable', detail)
  return { kid: row.kid, key: await importJWK(openKey(box, row, detail), algorithm) }
}

function openKey(box: KeyBox, { kid, sealed }: { kid: string; sealed: Buffer }, detail: string): JWK {
  try {
    return JSON.parse(box.open(sealed, kid).toString()) as JWK
  } catch {
    // Sealed with another PARLEY_SECRET.
    throw new AppError('unavailable', detail)
  }
}

export type PublicKey = JWK & { kid: string }

/** The public halves that anything valid is signed with, the newest first. */
export async function publicKeys({ tx, now }: Ctx): Promise<PublicKey[]> {
  const rows = await tx.query<{ publicJwk: PublicKey }>(
    `SELECT k.public_jwk AS "publicJwk" FROM attestation_key k
     WHERE k.retired_at IS NULL OR EXISTS (SELECT FROM attestation a WHERE a.kid = k.kid AND a.expires_at > $1) ORDER BY k.made_at DESC`,
    [now],
  )
  return rows.map(({ publicJwk }) => publicJwk)
}

/** One of them by its kid, retired or not; null where there is none. */
export async function publicKey({ tx }: Ctx, kid: string): Promise<PublicKey | null> {
  const [row] = await tx.query<{ publicJwk: PublicKey }>(
    'SELECT public_jwk AS "publicJwk" FROM attestation_key WHERE kid = $1',
    [kid],
  )
  return row?.publicJwk ?? null
}
