import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { existsSync } from 'node:fs'
import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { keptSecret, type Settings } from '@parley/db/settings'
import { canonicalJson } from '@parley/rules/hash'
import { z } from 'zod'
import type { Ask } from './ask.ts'

/** Where this installation keeps its checkpoints, outside the database, and what it signs them with (Ed25519). */
export type Checkpoints = { file: string; key: KeyObject }

/** Each lane's head at an instant. `key` is the first 16 hex digits of the SHA-256 of the public key that it is signed by. */
const Checkpoint = z.strictObject({
  at: z.string(),
  heads: z.array(z.tuple([z.int(), z.int(), z.string().regex(/^[0-9a-f]{64}$/)])),
  key: z.string(),
  signature: z.string(),
})
type Checkpoint = z.infer<typeof Checkpoint>

/** A line of the file: what it says, or why it can't be believed. */
export type CheckpointLine = { line: number } & ({ heads: Checkpoint['heads']; at: string } | { wrong: string })

/** An Ed25519 key of 32 bytes in the shell that node:crypto takes (RFC 8410). */
const shell = Buffer.from('302e020100300506032b657004220420', 'hex')

export function checkpointsOf(settings: Pick<Settings, 'dataDir' | 'checkpointFile' | 'checkpointKey'>): Checkpoints {
  const seed = settings.checkpointKey ?? keptSecret(settings.dataDir, 'checkpoint-key')
  const der = Buffer.concat([shell, Buffer.from(seed, 'base64url')])
  return { file: settings.checkpointFile, key: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) }
}

/** The public key, for whoever checks the signatures elsewhere: 32 bytes as base64url. */
export const publicKeyOf = (key: KeyObject): string => createPublicKey(key).export({ format: 'jwk' }).x!

const nameOf = (key: KeyObject) =>
  createHash('sha256')
    .update(Buffer.from(publicKeyOf(key), 'base64url'))
    .digest('hex')
    .slice(0, 16)

/**
 * Appends the heads of all lanes, unless the last line says the same. True when a line was written. `ask` is within a transaction:
 * until it ends, nobody else of this installation writes, so that what looks cut off isn't what another is writing.
 */
export async function signCheckpoint(ask: Ask, { file, key }: Checkpoints, at: Date): Promise<boolean> {
  await ask(`SELECT pg_advisory_xact_lock(hashtextextended('checkpoints', 23))`)
  const heads = await ask<{ lane: number; position: number; hash: string }>(
    `SELECT h.lane::int AS lane, h.position::float8 AS position, encode(h.hash, 'hex') AS hash
     FROM generate_series(0, 15) l, LATERAL (SELECT x.lane, x.position, x.hash FROM parley.record_link x
       WHERE x.lane = l ORDER BY x.position DESC LIMIT 1) h ORDER BY 1`,
  )
  if (heads.length === 0) return false
  const signed = {
    at: at.toISOString(),
    heads: heads.map((head) => [head.lane, head.position, head.hash]),
    key: nameOf(key),
  }
  await mkdir(dirname(file), { recursive: true })
  const before = existsSync(file) ? await readFile(file) : Buffer.alloc(0)
  const whole = before.subarray(0, before.lastIndexOf('\n') + 1)
  const rest = before.subarray(whole.length).toString()
  const isTorn = rest !== '' && !parseLine(rest)
  const last = parseLine((isTorn ? whole : before).toString().trimEnd().split('\n').at(-1) ?? '')
  if (last && canonicalJson(last.heads) === canonicalJson(signed.heads)) return false
  const signature = sign(null, Buffer.from(canonicalJson(signed)), key).toString('base64url')
  const line = `${canonicalJson({ ...signed, signature })}\n`
  const handle = await open(file, 'a', 0o600)
  try {
    const endsLine = rest === '' || (isTorn && (await cutTo(handle, whole.length)))
    await handle.appendFile(endsLine ? line : `\n${line}`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return true
}

/** Takes away what a crash or a full disk cut off: it was never said to be signed. False where files can only grow. */
const cutTo = (handle: FileHandle, length: number): Promise<boolean> =>
  handle.truncate(length).then(
    () => true,
    () => false,
  )

/** Every line of the file, each with its signature checked. No file is no lines; one that isn't written to its end is none yet. */
export async function readCheckpoints({ file, key }: Checkpoints): Promise<CheckpointLine[]> {
  if (!existsSync(file)) return []
  const lines = (await readFile(file, 'utf8')).split('\n').map((text, index) => ({ text, line: index + 1 }))
  const publicKey = createPublicKey(key)
  const name = nameOf(key)
  return lines
    .filter(({ text }, index) => text !== '' && (index < lines.length - 1 || parseLine(text) !== undefined))
    .map(({ text, line }) => {
      const read = parseLine(text)
      if (!read) return { line, wrong: 'can’t be read' }
      const { signature, ...signed } = read
      if (read.key !== name) return { line, wrong: `is signed by another key (${read.key.slice(0, 16)})` }
      const genuine = verify(null, Buffer.from(canonicalJson(signed)), publicKey, Buffer.from(signature, 'base64url'))
      return genuine ? { line, heads: read.heads, at: read.at } : { line, wrong: 'was changed after it was signed' }
    })
}

function parseLine(text: string): Checkpoint | undefined {
  try {
    return Checkpoint.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
