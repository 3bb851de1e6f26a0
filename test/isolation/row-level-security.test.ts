import { assertUnprivileged, openPool } from '@parley/db/connect'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { partners } from '../support/program.ts'
import { world } from '../support/world.ts'
import { askByTurns } from './by-turns.ts'
import { livesFully, type Secrets, secretsIn, secretsOf, stringsIn, tablesOfPartners } from './rival.ts'
import { heardOf, withoutPredicates } from './unguarded-queries.ts'

const w = await world()
const heard = await heardOf(w)
await livesFully(w)
const secrets: Secrets = await secretsOf(w)
const ofPartners = await tablesOfPartners(w)

/** What everybody signed in may read, with the reason; any other table keeps its rows to whom they are for. */
const everybodys: Record<string, string> = {
  vendor: 'the vendor’s name, currency and time zone stand on every screen',
  demo: 'whether the demo was loaded',
  product_family: 'what the vendor sells',
  policy_version: 'partners read the rules in force, through the edition that is made for them',
  policy_review: 'whether a version was approved decides whether it may come in force',
  policy_activation: 'from when on a version is in force',
  account_key: 'hashes, of which nobody can make a name',
  common_key: 'hashes, and how often they occur',
  identity_model: 'which model made the hashes',
}

type Table = { name: string; guarded: boolean; policies: number }
const tables = await w.sql<Table>(
  `SELECT c.relname AS name, c.relrowsecurity AS guarded,
     (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
   FROM pg_class c WHERE c.relnamespace = 'parley'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`,
)
const readable = async (table: string) =>
  (
    await w.sql<{ may: boolean }>(`SELECT has_any_column_privilege('parley_app', 'parley.' || $1, 'SELECT') AS may`, [
      table,
    ])
  )[0]!.may

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
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = ('parley.' || $1)::regclass AND attnum > 0 AND NOT attisdropped
         AND has_column_privilege(attrelid, attnum, 'SELECT')`,
      [table],
    )
    const listed = columns.map(({ name }) => `"${name}"`).join(', ')
    return (await client.query(`SELECT ${listed} FROM parley.${table}`)).rows as Record<string, unknown>[]
  })

describe('every table keeps its rows to whom they are for', () => {
  it.each(tables.map((table) => [table.name, table] as const))('%s', (name, { guarded, policies }) => {
    if (name in everybodys) return expect(ofPartners).not.toContain(name)
    if (!guarded || policies === 0)
      throw new Error(
        `parley.${name} has no row-level security. Its migration needs ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY and a policy: own_rows by may_see(partner_id), or staff_only. If everybody may read it, say why in this test.`,
      )
  })

  it('what everybody may read is still there to be read', () => {
    expect(Object.keys(everybodys).filter((name) => !tables.some((table) => table.name === name))).toEqual([])
  })

  it('a function that looks past it says where it looks for names, and isn’t everybody’s', async () => {
    const functions = await w.sql<{ name: string; path: boolean; everybodys: boolean; definer: boolean }>(
      `SELECT p.proname AS name, p.prosecdef AS definer, coalesce(array_to_string(p.proconfig, ' ') LIKE '%search_path=%', false) AS path,
         EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0 AND a.privilege_type = 'EXECUTE') AS everybodys
       FROM pg_proc p WHERE p.pronamespace = 'parley'::regnamespace AND p.prokind = 'f'
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`,
    )
    expect(functions.length).toBeGreaterThan(20)
    expect(functions.filter(({ definer, path }) => definer && !path).map(({ name }) => name)).toEqual([])
    expect(functions.filter(({ definer, everybodys }) => definer && everybodys).map(({ name }) => name)).toEqual([])
  })

  it('the app owns nothing, and may change nothing of the schema', async () => {
    const [row] = await w.sql<{ owned: number; creates: boolean; truncates: number }>(
      `SELECT (SELECT count(*)::int FROM pg_class WHERE relowner = 'parley_app'::regrole) AS owned,
         has_schema_privilege('parley_app', 'parley', 'CREATE') OR has_schema_privilege('parley_app', 'auth', 'CREATE')
           OR has_schema_privilege('parley_app', 'public', 'CREATE') AS creates,
         (SELECT count(*)::int FROM pg_class WHERE relnamespace IN ('parley'::regnamespace, 'auth'::regnamespace) AND relkind = 'r'
            AND (has_table_privilege('parley_app', oid, 'TRUNCATE') OR has_table_privilege('parley_app', oid, 'TRIGGER'))) AS truncates`,
    )
    expect(row).toEqual({ owned: 0, creates: false, truncates: 0 })
  })
})

describe('whoever says nothing of who they are sees nothing', () => {
  const guarded = tables.filter(({ guarded }) => guarded).map(({ name }) => name)

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
    for (const audience of ['', 'nobody', 'partners']) expect(await rowsOf(table, audience, '')).toEqual([])
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
      `CREATE OR REPLACE VIEW pretence.pg_roles AS SELECT oid, rolname, ${superuser} AS rolsuper, ${bypasses} AS rolbypassrls FROM pg_catalog.pg_roles`,
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
