import { assertUnprivileged } from '@parley/db/assert-unprivileged'
import { openPool } from '@parley/db/connect'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { partners } from '../support/program.ts'
import { world } from '../support/world.ts'
import { askByTurns } from './by-turns.ts'
import { livesFully, type Secrets, secretsIn, secretsOf, tablesOfPartners } from './rival.ts'
import { stringsIn } from './strings.ts'
import { heardOf, withoutPredicates } from './unguarded-queries.ts'

const w = await world()
const heard = await heardOf(w)
await livesFully(w)
const secrets: Secrets = await secretsOf(w)
const ofPartners = await tablesOfPartners(w)

/** Every table that row-level security guards, in every schema, as `schema.table`. */
const guarded = (
  await w.sql<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relrowsecurity AND c.relkind IN ('r', 'p') ORDER BY 1`,
  )
).map(({ name }) => name)
const readable = async (table: string) =>
  (await w.sql<{ may: boolean }>(`SELECT has_any_column_privilege('parley_app', $1, 'SELECT') AS may`, [table]))[0]!.may

/** Runs as the app does, for this audience, and leaves nothing behind. */
async function as<T>(audience: string, partnerId: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await w.env.pool.connect()
  try {
    await client.query('BEGIN')
    await client.query(
      `SELECT set_config('parley.audience', $1, true), set_config('parley.partner_id', $2, true), set_config('parley.user_id', $3, true)`,
      [audience, partnerId, ''],
    )
    return await work(client)
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}
const rowsOf = (table: string, audience: string, partnerId: string) =>
  as(audience, partnerId, async (client) => {
    const { rows: columns } = await client.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped
         AND has_column_privilege(attrelid, attnum, 'SELECT')`,
      [table],
    )
    const listed = columns.map(({ name }) => `"${name}"`).join(', ')
    return (await client.query(`SELECT ${listed} FROM ${table}`)).rows as Record<string, unknown>[]
  })

describe('whoever says nothing of who they are sees nothing', () => {
  it('in no table of any schema', () => {
    expect(guarded.length).toBeGreaterThan(40)
    expect(new Set(guarded.map((name) => name.split('.')[0]))).toEqual(new Set(['auth', 'parley']))
  })

  it.each(ofPartners)('%s has rows of Brightwater, so that hiding them means something', async (table) => {
    const [row] = await w.sql<{ count: number }>(`SELECT count(*)::int FROM parley.${table} WHERE partner_id = $1`, [
      partners.brightwater.id,
    ])
    if (row!.count === 0)
      throw new Error(
        `Brightwater has no row in parley.${table}. Let it get one in test/isolation/rival.ts, livesFully.`,
      )
  })

  it.each(guarded)('%s', async (table) => {
    if (!(await readable(table))) return
    // Whoever signs in isn't known yet: better-auth's tables are read by a connection that says no audience.
    const silent = table.startsWith('auth.') ? [] : ['']
    for (const audience of [...silent, 'nobody', 'partners']) expect(await rowsOf(table, audience, '')).toEqual([])
    expect(await rowsOf(table, 'partner', '')).toEqual([])
    const foreign = await rowsOf(table, 'partner', partners.alder.id)
    for (const row of foreign) expect(secretsIn(stringsIn(row).join('\n'), secrets)).toEqual([])
  })

  it.each(ofPartners)('Alder can write no row of Brightwater’s into %s, nor take one', async (table) => {
    const outcome = await as('partner', partners.alder.id, (client) =>
      client.query(`UPDATE parley.${table} SET partner_id = $1 WHERE partner_id = $2`, [
        partners.alder.id,
        partners.brightwater.id,
      ]),
    ).then(
      ({ rowCount }) => rowCount,
      (error: Error & { code?: string }) => error.code,
    )
    expect([0, '42501']).toContain(outcome)
  })
})

describe('queries of the code whose condition on the partner was taken away', () => {
  it('ten and more of them, run as Alder, give no row of Brightwater’s; run past row-level security, they do', async () => {
    const seen: { query: string; asAlder: string[]; pastIt: number }[] = []
    for (const { text, values } of heard) {
      const query = withoutPredicates(text)
      if (query === undefined) continue
      const held = (rows: unknown[]) => rows.flatMap((row) => secretsIn(stringsIn(row).join('\n'), secrets))
      const asAlder = await as('partner', partners.alder.id, (client) => client.query(query, values)).catch(() => null)
      if (asAlder === null) continue
      const pastIt = await w.sql(`SET search_path = parley, public`).then(() => pastRowLevelSecurity(query, values))
      seen.push({ query: query.slice(0, 100), asAlder: held(asAlder.rows), pastIt: held(pastIt).length })
    }
    expect(seen.filter(({ asAlder }) => asAlder.length > 0)).toEqual([])
    expect(seen.filter(({ pastIt }) => pastIt > 0).length).toBeGreaterThanOrEqual(10)
  })

  const past = new pg.Pool({ connectionString: w.ownerUrl, max: 1, options: '-c search_path=parley,public' })
  past.on('error', () => {})
  afterAll(() => past.end())
  const pastRowLevelSecurity = async (query: string, values: unknown[]) => (await past.query(query, values)).rows
})

describe('requests of two partners by turns, while connections are cut (a thousand of them: test/long)', () => {
  it('nobody gets the other’s answer', async () => {
    const { right, away } = await askByTurns(w, 150)
    expect(right + away).toBe(150)
    expect(right).toBeGreaterThan(75)
  })
})

describe('the process refuses to act as somebody for whom row-level security doesn’t hold', () => {
  /** The catalogue as it would be if the app's role had such a right: only a superuser could really grant it. */
  const pretending = async (superuser: boolean, bypasses: boolean) => {
    await w.sql('CREATE SCHEMA IF NOT EXISTS pretence')
    await w.sql(
      `CREATE OR REPLACE VIEW pretence.pg_roles AS SELECT oid, rolname, ${superuser} AS rolsuper, ${bypasses} AS rolbypassrls, false AS rolcreaterole FROM pg_catalog.pg_roles`,
    )
    await w.sql('GRANT USAGE ON SCHEMA pretence TO parley_app')
    await w.sql('GRANT SELECT ON pretence.pg_roles TO parley_app')
    const options = '-c role=parley_app -c search_path=pretence,pg_catalog'
    return refusalOf(new pg.Pool({ connectionString: w.ownerUrl, max: 1, options }))
  }
  afterAll(() => w.sql('DROP SCHEMA pretence CASCADE'))
  const refusalOf = async (pool: pg.Pool) => {
    const refusal = await assertUnprivileged(pool).then(
      () => 'accepted',
      (error: Error) => error.message,
    )
    await pool.end()
    return refusal
  }

  it('a superuser', async () => {
    expect(await pretending(true, false)).toMatch(/parley_app, which is a superuser/)
  })
  it('a role with BYPASSRLS', async () => {
    expect(await pretending(false, true)).toMatch(/parley_app, which has BYPASSRLS/)
  })
  it('the owner of the tables', async () => {
    expect(await refusalOf(new pg.Pool({ connectionString: w.ownerUrl, max: 1 }))).toMatch(
      /which (owns|is a superuser)/,
    )
  })
  it('the app’s own role is let in', async () => {
    expect(await pretending(false, false)).toBe('accepted')
    expect(await refusalOf(openPool(w.ownerUrl, { role: 'parley_app', size: 1 }))).toBe('accepted')
  })
})
