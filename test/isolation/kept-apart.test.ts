import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { partners, people } from '../support/program.ts'
import { world } from '../support/world.ts'
import {
  answeringOtherwise,
  everybodys,
  type Looking,
  lettingOut,
  lookingPast,
  looksPast,
  type Sql,
} from './kept-apart.ts'
import { livesFully } from './rival.ts'

/** A database that is thrown away, and in it one connection of the owner: what a mutant does is rolled back after it was found. */
const w = await world()
await w.as('alder').lists()
await livesFully(w)
const owner = new pg.Client({ connectionString: w.ownerUrl })
await owner.connect()
afterAll(() => owner.end())
const sql: Sql = async <Row>(text: string, values: unknown[] = []) => (await owner.query(text, values)).rows as Row[]

async function whileChanged<T>(change: string, look: () => Promise<T>): Promise<T> {
  await owner.query('BEGIN')
  try {
    await owner.query(change)
    return await look()
  } finally {
    await owner.query('ROLLBACK')
  }
}

const [rival] = await sql<{ registration: string; account: string; user: string }>(
  `SELECT r.id AS registration, r.account_id AS account, u.id AS user FROM parley.registration r, auth."user" u
   WHERE r.partner_id = $1 AND u.email = $2 ORDER BY r.submitted_at, r.id LIMIT 1`,
  [partners.brightwater.id, people.brightwater.email],
)
const ofRival = { ...rival!, partner: partners.brightwater.id }

/** As the app, for a seller of Alder, inside the owner's transaction, so that it meets what the mutant changed. */
async function asAlder<T>(work: (query: Sql) => Promise<T>): Promise<T> {
  const [{ open } = { open: false }] = await sql<{ open: boolean }>(
    'SELECT pg_current_xact_id_if_assigned() IS NOT NULL AS open',
  )
  await owner.query(open ? 'SAVEPOINT asked' : 'BEGIN; SAVEPOINT asked')
  try {
    await owner.query(
      `SET LOCAL ROLE parley_app; SET LOCAL search_path = parley, public; SELECT set_config('parley.audience', 'partner', true),
       set_config('parley.partner_id', '${partners.alder.id}', true), set_config('parley.user_id', 'nobody', true)`,
    )
    return await work(sql)
  } finally {
    await owner.query('ROLLBACK TO asked')
    if (!open) await owner.query('ROLLBACK')
  }
}

describe('as it stands', () => {
  it('every table, view, policy and function of every schema keeps its rows to whom they are for', async () => {
    expect(await lettingOut(sql)).toEqual([])
  })

  it('a function that looks past row-level security answers Alder the same for the rival’s ids as for nobody’s', async () => {
    expect(await answeringOtherwise(sql, asAlder, ofRival)).toEqual([])
  })

  it('what is excepted is still there', async () => {
    const functions = (await sql<Looking>(lookingPast)).map(({ name }) => name)
    expect(Object.keys(looksPast).filter((name) => !functions.includes(name))).toEqual([])
    const relations = await sql<{ name: string }>(
      `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r','v')`,
    )
    const names = relations.map(({ name }) => name)
    expect(Object.keys(everybodys).filter((name) => !names.includes(name))).toEqual([])
  })
})

const guarded = await sql<{ table: string; shown: string }>(
  `SELECT format('%I.%I', n.nspname, c.relname) AS table, n.nspname || '.' || c.relname AS shown
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relrowsecurity AND c.relkind = 'r' ORDER BY 1`,
)
const policies = await sql<{ policy: string; table: string; shown: string; command: string }>(
  `SELECT format('%I', policyname) AS policy, format('%I.%I', schemaname, tablename) AS table, schemaname || '.' || tablename AS shown,
     cmd AS command FROM pg_policies WHERE permissive = 'PERMISSIVE' ORDER BY 2, 1`,
)

describe('a mutant is found, and its table named', () => {
  it('there are many to make, in the schemas of Parley and of signing in', () => {
    expect(guarded.length).toBeGreaterThan(40)
    expect(policies.length).toBeGreaterThan(40)
    expect(new Set(guarded.map(({ shown }) => shown.split('.')[0]))).toEqual(new Set(['auth', 'parley']))
  })

  it.each(guarded)('$shown without row-level security', async ({ table, shown }) => {
    const found = await whileChanged(`ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`, () => lettingOut(sql))
    expect(found).toEqual([expect.stringContaining(`${shown} has no row-level security`)])
  })

  it.each(guarded)('$shown without its policies', async ({ table, shown }) => {
    const drops = policies
      .filter((each) => each.table === table)
      .map(({ policy }) => `DROP POLICY ${policy} ON ${table}`)
    const found = await whileChanged(drops.join('; '), () => lettingOut(sql))
    expect(found).toEqual([expect.stringContaining(`${shown} has no row-level security`)])
  })

  it.each(guarded)('$shown in the hands of the app', async ({ table, shown }) => {
    const given = `GRANT CREATE ON SCHEMA ${shown.split('.')[0]} TO parley_app; ALTER TABLE ${table} OWNER TO parley_app`
    const found = await whileChanged(given, () => lettingOut(sql))
    expect(found).toContainEqual(expect.stringContaining(`${shown} belongs to parley_app`))
  })

  it.each(policies)('$shown with a policy $policy for everybody', async ({ policy, table, shown, command }) => {
    const opened = `ALTER POLICY ${policy} ON ${table} ${command === 'INSERT' ? 'WITH CHECK' : 'USING'} (true)`
    const found = await whileChanged(opened, () => lettingOut(sql))
    expect(found).toEqual([expect.stringContaining(`${shown} is open to everybody by its policy`)])
  })

  it.each([
    [
      'a new table',
      'CREATE TABLE parley.gift (id uuid, partner_id uuid); GRANT SELECT ON parley.gift TO parley_app',
      'parley.gift has no',
    ],
    [
      'a new table of better-auth',
      'CREATE TABLE auth.passkey (id text, "userId" text); GRANT SELECT ON auth.passkey TO parley_app',
      'auth.passkey has no',
    ],
    [
      'a new schema',
      'CREATE SCHEMA more; GRANT USAGE ON SCHEMA more TO parley_app; CREATE TABLE more.gift (id uuid)',
      'more.gift has no',
    ],
    [
      'a view',
      'CREATE VIEW parley.all_deals AS SELECT * FROM parley.registration; GRANT SELECT ON parley.all_deals TO parley_app',
      'parley.all_deals is read with its owner’s rights',
    ],
    ['a right to empty', 'GRANT TRUNCATE ON parley.activity TO parley_app', 'parley.activity can be emptied'],
    ['a schema to write in', 'GRANT CREATE ON SCHEMA auth TO parley_app', 'may create tables in auth'],
    [
      'a function that asks nobody',
      `CREATE FUNCTION parley.all_deals() RETURNS SETOF parley.registration LANGUAGE sql SECURITY DEFINER SET search_path = parley AS 'SELECT * FROM registration'; REVOKE ALL ON FUNCTION parley.all_deals() FROM PUBLIC; GRANT EXECUTE ON FUNCTION parley.all_deals() TO parley_app`,
      'parley.all_deals looks past row-level security and doesn’t ask',
    ],
    [
      'an ordinary function with the owner’s rights',
      'ALTER FUNCTION parley.lease_emails SECURITY DEFINER',
      'parley.lease_emails looks past row-level security and doesn’t ask',
    ],
    [
      'a function for PUBLIC',
      'GRANT EXECUTE ON FUNCTION parley.registration_page TO PUBLIC',
      'parley.registration_page looks past row-level security and can be called by PUBLIC',
    ],
    [
      'a function without a path',
      'ALTER FUNCTION parley.registration_page RESET search_path',
      'parley.registration_page looks past row-level security and doesn’t say where',
    ],
  ])('%s', async (_, change, sentence) => {
    expect(await whileChanged(change, () => lettingOut(sql))).toContainEqual(expect.stringContaining(sentence))
  })

  it.each(['parley.registration_page', 'parley.registration_facts'])(
    '%s when it takes everybody for staff',
    async (name) => {
      const [{ made } = { made: '' }] = await sql<{ made: string }>('SELECT pg_get_functiondef($1::regproc) AS made', [
        name,
      ])
      const wide = made.replaceAll('acting_audience()', `'staff'::text`)
      expect(wide).not.toBe(made)
      // It still asks for the partner, so that the catalogue looks as before: only calling it tells.
      const found = await whileChanged(wide, () => answeringOtherwise(sql, asAlder, ofRival))
      expect(found).toEqual([expect.stringContaining(`${name} answers`)])
    },
  )
})
