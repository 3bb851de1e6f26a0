import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { appRole } from './connect.ts'
import { explainConnectError } from './explain-connect-error.ts'
import { SettingError } from './settings.ts'

/**
 * Refuses a pool for which row-level security wouldn't hold; with `ownLogin`, also one whose login could become a role for which it
 * wouldn't (RESET ROLE), and one that leads to another database than `ownerUrl`. Throws SettingError.
 */
export async function assertUnprivileged(
  pool: pg.Pool,
  { ownLogin = false, ownerUrl }: { ownLogin?: boolean; ownerUrl?: string } = {},
): Promise<void> {
  for (const role of await rolesOf(pool, ownLogin ? 'DATABASE_APP_URL' : 'DATABASE_URL')) {
    const power = powerOf(role)
    if (role.acting && power !== undefined) {
      throw new SettingError(
        `The app would act as the role ${role.name}, which ${power}, so partners' rows would not be kept apart: let it act as ${appRole}, without such rights.`,
      )
    }
    if (ownLogin && power !== undefined) {
      throw new SettingError(
        `The login ${role.name} of DATABASE_APP_URL ${power}, so an injected query could get around row-level security: give it a login that is only a member of ${appRole}.`,
      )
    }
  }
  if (ownLogin && ownerUrl !== undefined && !(await leadsTo(pool, ownerUrl)))
    throw new SettingError('DATABASE_APP_URL leads to another database than DATABASE_URL: give both the same.')
}

type Role = {
  name: string
  acting: boolean
  superuser: boolean
  bypasses: boolean
  makesRoles: boolean
  owned: string | null
}

function powerOf({ superuser, bypasses, makesRoles, owned }: Role): string | undefined {
  if (superuser) return 'is a superuser'
  if (bypasses) return 'has BYPASSRLS'
  if (owned !== null) return `owns ${owned}`
  return makesRoles ? 'has CREATEROLE' : undefined
}

/**
 * Whether the pool and the owner are in one database. Names and tables tell nothing, two Parleys have the same; but an advisory lock is
 * one database's: what the owner holds, nobody else gets there.
 */
async function leadsTo(pool: pg.Pool, ownerUrl: string): Promise<boolean> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'parley start' })
  owner.on('error', () => {})
  await owner.connect()
  try {
    const nobodyElses = randomBytes(8).readBigInt64BE().toString()
    await owner.query('SELECT pg_advisory_lock($1)', [nobodyElses])
    const { rows } = await pool.query<{ free: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS free', [nobodyElses])
    return !rows[0]!.free
  } finally {
    await owner.end().catch(() => {})
  }
}

/** The role that acts, and the one that logged in. */
async function rolesOf(pool: pg.Pool, setting: string): Promise<Role[]> {
  try {
    const { rows } = await pool.query<Role>(`
      SELECT r.rolname AS name, r.rolname = current_user AS acting, may.superuser, may.bypasses, may."makesRoles",
             (SELECT min(c.oid::regclass::text) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                 AND n.nspname NOT LIKE 'pg\\_%' AND pg_has_role(r.oid, c.relowner, 'MEMBER')) AS owned
        FROM pg_roles r CROSS JOIN LATERAL (
               SELECT bool_or(x.rolsuper) AS superuser, bool_or(x.rolbypassrls) AS bypasses, bool_or(x.rolcreaterole) AS "makesRoles"
                 FROM pg_roles x WHERE pg_has_role(r.oid, x.oid, 'MEMBER')) may
       WHERE r.rolname IN (current_user, session_user) ORDER BY acting DESC`)
    return rows
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (code !== '42501' && code !== '22023') throw explainConnectError(error, pool.options.connectionString!, setting)
    throw new SettingError(
      `The database's user may not act as ${appRole} (${message}): have an administrator run GRANT ${appRole} TO that user.`,
    )
  }
}
