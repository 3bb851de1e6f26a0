import { createHash } from 'node:crypto'
import { SettingError } from '@parley/db/settings'
import pg from 'pg'
import { keyBox, replaceSigningKey, signingKeyIsOld } from '../attestations/signing-keys.ts'
import { type Env, systemActor } from '../context.ts'
import { isSealedAnew, type Purpose, seal, unseal } from '../sealed.ts'
import { inTransaction } from '../transaction.ts'

type Row = { id: string; about: string; kept: string }
type Place = { purpose: Purpose; encoding: BufferEncoding; read: string; write: string }

/** Where what is sealed is kept, and what binds it to its row. */
const places: readonly Place[] = [
  {
    purpose: 'second factor',
    encoding: 'base64url',
    read: 'SELECT user_id AS id, user_id AS about, secret AS kept FROM auth.second_factor',
    write: 'UPDATE auth.second_factor SET secret = $3 WHERE user_id = $1 AND secret = $2',
  },
  {
    purpose: 'webhook secrets',
    encoding: 'hex',
    read: `SELECT id, endpoint_id AS about, encode(sealed, 'hex') AS kept FROM parley.webhook_secret`,
    write: `UPDATE parley.webhook_secret SET sealed = decode($3, 'hex') WHERE id = $1 AND sealed = decode($2, 'hex')`,
  },
  {
    purpose: 'waiting e-mails',
    encoding: 'base64url',
    read: `SELECT id, id AS about, substr(link_url, 8) AS kept FROM parley.email WHERE link_url LIKE 'sealed:%'`,
    write: `UPDATE parley.email SET link_url = 'sealed:' || $3 WHERE id = $1 AND link_url = 'sealed:' || $2`,
  },
]

/**
 * Sees at each start that PARLEY_SECRET is the one that sealed what this database keeps. Once it has changed, and the one before is given,
 * whatever only that one opens is sealed with the new one, and another key signs attestations. As the owner of the database, because no
 * request may do it. Ends in how many were sealed anew and how many neither opens; null when nothing has changed. Throws SettingError for
 * a secret that is neither.
 */
export async function keepSealed(
  env: Env,
  ownerUrl: string,
  { isLost = false } = {},
): Promise<{ sealed: number; lost: number } | null> {
  const [mark, ...before] = env.derivedKeys('mark of the secret').map(markOf)
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'parley seal anew' })
  await owner.connect()
  try {
    await owner.query('BEGIN')
    const { rows } = await owner.query<{ mark: string }>('SELECT mark FROM parley.secret_mark')
    const known = rows[0]?.mark
    if (known !== undefined && known !== mark && !before.includes(known) && !isLost) throw new SettingError(another)
    const done = before.length > 0 || (known !== undefined && known !== mark) ? await sealAll(env, owner) : null
    await owner.query(
      'INSERT INTO parley.secret_mark (mark) VALUES ($1) ON CONFLICT (only_one) DO UPDATE SET mark = excluded.mark',
      [mark],
    )
    await owner.query('COMMIT')
    if (done) await replaceOldSigningKey(env)
    return done
  } finally {
    await owner.end()
  }
}

const another =
  'PARLEY_SECRET isn’t the one that second factors and webhooks in this database were sealed with: set that one (if it was never set, it stands in the file session-secret of the old PARLEY_DATA), or give it as PARLEY_SECRET_BEFORE beside the new one; PARLEY_SECRET_BEFORE=lost goes on without.'

/** Tells one secret from another, and nothing of it. */
const markOf = (key: Buffer) => createHash('sha256').update(key).digest().subarray(0, 16).toString('base64url')

async function sealAll(env: Env, owner: pg.Client): Promise<{ sealed: number; lost: number }> {
  const done = { sealed: 0, lost: 0 }
  for (const place of places) {
    const { rows } = await owner.query<Row>(place.read)
    for (const row of rows) {
      const kept = sealedAnew(env, place, row)
      if (kept === null) done.lost++
      else if (kept !== row.kept)
        done.sealed += (await owner.query(place.write, [row.id, row.kept, kept])).rowCount ?? 0
    }
  }
  return done
}

const replaceOldSigningKey = (env: Env) =>
  inTransaction(env, systemActor, async (ctx) => {
    if (await signingKeyIsOld(ctx, env)) await replaceSigningKey(ctx, keyBox(env))
  })

function sealedAnew(env: Env, { purpose, encoding }: Place, { about, kept }: Row): string | null {
  const bytes = Buffer.from(kept, encoding)
  if (isSealedAnew(env, purpose, bytes, about)) return kept
  try {
    return seal(env, purpose, unseal(env, purpose, bytes, about), about).toString(encoding)
  } catch {
    return null
  }
}
