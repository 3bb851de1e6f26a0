import { bulkLoad } from '@parley/api/accounts/identity/bulk-load'
import { countCommonKeys } from '@parley/api/accounts/identity/count-common-keys'
import { createEnv, systemActor } from '@parley/api/context'
import { nameVendor } from '@parley/api/demo/fill'
import { installDefaultPolicies } from '@parley/api/policies/install-default-policies'
import { inTransaction } from '@parley/api/transaction'
import { openPool } from '@parley/db/connect'
import pg from 'pg'
import { freshDatabase } from '../support/database.ts'
import { northwind } from '../support/program.ts'
import { backendCpuMs, cpuMicroseconds } from './cpu.ts'
import type { Labelled } from './match-folder.ts'
import { population } from './match-population.ts'

const seed = 20261122

/** A database of its own with so many accounts, loaded, counted and vacuumed, and the same names under pg_trgm's index. */
export async function openMatchStage({ accounts: real }: Labelled, count: number) {
  const database = await freshDatabase()
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  const { rows } = await owner.query(`SELECT current_setting('fsync') AS fsync, pg_backend_pid() AS pid`)
  if (rows[0].fsync !== 'on') throw new Error('This PostgreSQL runs with fsync off: the numbers would mean nothing.')
  await nameVendor(database.appPool, northwind)
  const env = createEnv({
    appPool: openPool(database.ownerUrl, { role: 'parley_app', size: 1 }),
    secret: 'a secret for benches of at least 32 characters',
    publicUrl: 'http://localhost',
  })
  await inTransaction(env, systemActor, (ctx) => installDefaultPolicies(ctx))

  const nodeBefore = cpuMicroseconds()
  const load = await secondsOf(() => bulkLoad(owner, numbered(population(real, count, seed)), env.clock()))
  const databaseMs = backendCpuMs(rows[0].pid)
  const seconds = {
    load,
    // What of it was work: the rest was waiting for a disk, or for a processor that others used.
    loadCpu: {
      node: Math.round((cpuMicroseconds() - nodeBefore) / 1e6),
      database: databaseMs === null ? null : Math.round(databaseMs / 1000),
    },
    countCommonKeys: await secondsOf(() => countCommonKeys(env)),
    // What autovacuum does soon after; index-only scans need it.
    vacuum: await secondsOf(() => owner.query('VACUUM ANALYZE')),
    trigramIndex: await secondsOf(() => makeTrigrams(owner)),
  }
  return {
    env,
    owner,
    seconds,
    sizes: await sizesOf(owner),
    numberOf: new Map(real.map(({ id }, at) => [id, idOf(at)])),
    async close() {
      await env.close()
      await env.pool.end()
      await owner.end()
      await database.close()
    },
  }
}
export type MatchStage = Awaited<ReturnType<typeof openMatchStage>>

const idOf = (at: number) => `00000000-0000-7000-8000-${at.toString(16).padStart(12, '0')}`

function* numbered(parties: ReturnType<typeof population>) {
  let at = 0
  for (const { name, domain = null, country = null, city = null } of parties)
    yield { id: idOf(at++), name, domain, country, city, source: 'bench' }
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return Math.round((performance.now() - started) / 100) / 10
}

/** pg_trgm as one would use it: a GIN index on the folded name. */
async function makeTrigrams(owner: pg.Client) {
  await owner.query(`CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public`)
  await owner.query(`SET maintenance_work_mem = '512MB'`)
  await owner.query(`CREATE TABLE public.trigram AS SELECT id, normalized_name AS name FROM parley.account`)
  await owner.query('CREATE INDEX trigram_name ON public.trigram USING gin (name public.gin_trgm_ops)')
  await owner.query('VACUUM ANALYZE public.trigram')
}

/** Megabytes of each table and index that finding needs, and what they hold. */
async function sizesOf(owner: pg.Client) {
  const { rows } = await owner.query<{ name: string; mb: number }>(
    `SELECT c.relname AS name, round(pg_relation_size(c.oid) / 1e6, 1)::float8 AS mb FROM pg_class c
     WHERE c.relnamespace IN ('parley'::regnamespace, 'public'::regnamespace) AND c.relkind IN ('r','i')
       AND c.relname ~ '^(account_name|account_key|common_key|key_count|trigram)' ORDER BY 1`,
  )
  const [counts] = (
    await owner.query(`SELECT (SELECT count(*)::int FROM parley.account_name) AS names,
      (SELECT count(*)::int FROM parley.account_key) AS keys, (SELECT count(*)::int FROM parley.common_key) AS "commonKeys"`)
  ).rows as { names: number; keys: number; commonKeys: number }[]
  return {
    mb: Object.fromEntries(rows.map(({ name, mb }) => [name, mb])),
    keysPerAccount: Math.round((counts!.keys / counts!.names) * 10) / 10,
    commonKeys: counts!.commonKeys,
  }
}
