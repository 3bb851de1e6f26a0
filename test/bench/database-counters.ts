import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'

/** After so long without work, PostgreSQL adds what a connection did to the counters; sign-ins came over others than ours. */
const idleReportMs = 11_000

export type Counters = { commits: number; fsyncs: number; walBytes: number }
export type Cost = { commits: number; fsyncs: number; walBytes: number; roundTrips: number }
export type Counted = { appPool: pg.Pool; owner: pg.Pool; roundTrips(): number }

/** What one of `count` pieces of work costs the database, all of it counted: commits, syncs of the log, its bytes, round trips. */
export async function costOf(stage: Counted, count: number, work: () => Promise<void>): Promise<Cost> {
  await withoutHousekeeping(stage.owner)
  await pause(idleReportMs)
  await flush(stage.appPool)
  const first = await read(stage.owner)
  await flush(stage.appPool)
  const before = await read(stage.owner)
  const trips = stage.roundTrips()
  await work()
  const roundTrips = stage.roundTrips() - trips
  await flush(stage.appPool)
  const after = await read(stage.owner)
  // Looking costs commits of its own: as many as it did the time before.
  const looking = before.commits - first.commits
  const each = (total: number) => Math.round((total / count) * 100) / 100
  return {
    commits: each(after.commits - before.commits - looking),
    fsyncs: each(after.fsyncs - before.fsyncs),
    walBytes: Math.round((after.walBytes - before.walBytes) / count),
    roundTrips: each(roundTrips),
  }
}

/** Autovacuum commits too, at times of its own; in this database, it leaves our tables alone while they are counted. */
async function withoutHousekeeping(owner: pg.Pool): Promise<void> {
  await owner.query(`DO $$ DECLARE ours text; BEGIN
    FOR ours IN SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace IN ('parley'::regnamespace, 'auth'::regnamespace)
    LOOP EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = false)', ours); END LOOP; END $$`)
}

/** From a table: what touched none isn't reported, not even the commit. */
const report = 'SELECT pg_stat_force_next_flush() FROM parley.vendor'

/** Each connection of the app reports what it did; otherwise it would only after a while. */
async function flush(pool: pg.Pool): Promise<void> {
  const clients = await Promise.all(Array.from({ length: pool.options.max! }, () => pool.connect()))
  for (const client of clients) await client.query(report)
  for (const client of clients) client.release()
}

async function read(owner: pg.Pool): Promise<Counters> {
  const { rows } = await owner.query<{ version: number }>(
    `SELECT current_setting('server_version_num')::int AS version`,
  )
  const fsyncs =
    rows[0]!.version >= 180_000
      ? `(SELECT coalesce(sum(fsyncs), 0)::float8 FROM pg_stat_io WHERE object = 'wal')`
      : '(SELECT wal_sync::float8 FROM pg_stat_wal)'
  await owner.query(report)
  const counters = await owner.query<Counters>(`
    SELECT (SELECT xact_commit::float8 FROM pg_stat_database WHERE datname = current_database()) AS commits, ${fsyncs} AS fsyncs,
      (pg_current_wal_insert_lsn() - '0/0')::float8 AS "walBytes"`)
  return counters.rows[0]!
}
