import pg from 'pg'
import { startEmbedded } from './embedded.ts'
import { SettingError, type Settings } from './settings.ts'

export type Database = {
  /** Connects as the owner: for migrations and the seed, never for requests. */
  ownerUrl: string
  /** The app's connections, as the role `parley_app`: row-level security holds for them. */
  appPool: pg.Pool
  /** What PostgreSQL it is, in words for the start message. */
  label: string
  /** Ends the pool, and stops the embedded server. */
  close(): Promise<void>
  /** Tells the embedded server to stop and doesn't wait for it: for who ends at once. */
  letGo(): void
  /** Starts the embedded server again if it was killed. */
  revive(): Promise<void>
}

export const appRole = 'parley_app'
const oldestMajor = 15

type DatabaseSettings = Pick<Settings, 'databaseUrl' | 'dataDir' | 'poolSize'>

/**
 * Opens your server (`databaseUrl`) or the embedded one. Throws SettingError when it can't be reached, is too old, or
 * couldn't hold our roles. Migrate next, then `assertUnprivileged(appPool)`.
 */
export async function openDatabase(settings: DatabaseSettings, say?: (line: string) => void): Promise<Database> {
  if (settings.databaseUrl !== undefined) {
    const ownerUrl = settings.databaseUrl
    const label = await checkServer(ownerUrl)
    const appPool = openPool(ownerUrl, { role: appRole, size: settings.poolSize })
    return { ownerUrl, appPool, label, close: () => appPool.end(), letGo: () => {}, revive: async () => {} }
  }
  const server = await startEmbedded({ dataDir: settings.dataDir, ...(say ? { say } : {}) })
  try {
    const label = `${await checkServer(server.ownerUrl)}, embedded, files in ${server.filesDir}`
    const appPool = openPool(server.ownerUrl, { role: appRole, size: settings.poolSize })
    const close = async () => {
      await appPool.end()
      await server.stop()
    }
    return { ownerUrl: server.ownerUrl, appPool, label, close, letGo: server.letGo, revive: server.revive }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/**
 * A pool whose connections act as `role` from their first instant (startup option, so a pooled connection can't be
 * handed out without it). Statements end after 15 s, waits for a lock after 5 s, forgotten transactions after 30 s.
 */
export function openPool(url: string, { role, size }: { role: string; size: number }): pg.Pool {
  const limits = '-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s'
  const address = new URL(url)
  const theirs = address.searchParams.get('options') ?? ''
  address.searchParams.delete('options') // pg would let it replace ours, and with it the role
  const pool = new pg.Pool({
    connectionString: address.toString(),
    options: `${theirs} ${limits} -c timezone=UTC -c search_path=parley,public -c role=${role}`.trim(),
    max: size,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    application_name: role,
  })
  pool.on('error', () => {}) // an idle connection was cut; the pool opens another, a query in flight rejects by itself
  // One that is lent, between two queries, has nobody else who listens: without this it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** Refuses a pool for which row-level security wouldn't hold. Throws SettingError. */
export async function assertUnprivileged(pool: pg.Pool): Promise<void> {
  const role = await actingRole(pool)
  const power = role.superuser
    ? 'is a superuser'
    : role.bypasses
      ? 'has BYPASSRLS'
      : role.owned !== null
        ? `owns ${role.owned}`
        : undefined
  if (power === undefined) return
  throw new SettingError(
    `The app would act as the role ${role.name}, which ${power}, so partners' rows would not be kept apart: let it act as ${appRole}, without such rights.`,
  )
}

type ActingRole = { name: string; superuser: boolean; bypasses: boolean; owned: string | null }

async function actingRole(pool: pg.Pool): Promise<ActingRole> {
  try {
    const { rows } = await pool.query<ActingRole>(`
      SELECT r.rolname AS name, r.rolsuper AS superuser, r.rolbypassrls AS bypasses,
             (SELECT min(c.oid::regclass::text) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                 AND n.nspname NOT LIKE 'pg\\_%' AND pg_has_role(r.oid, c.relowner, 'MEMBER')) AS owned
        FROM pg_roles r WHERE r.rolname = current_user`)
    return rows[0]!
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (code !== '42501' && code !== '22023') throw error
    throw new SettingError(
      `The database's user may not act as ${appRole} (${message}): have an administrator run GRANT ${appRole} TO that user.`,
    )
  }
}

/** Connects once and checks what can be checked before the first migration. Returns the server's name and version. */
export async function checkServer(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<ServerFacts>(serverFacts, [appRole])
    const facts = rows[0]!
    const refusal = refuse(facts)
    if (refusal) throw new SettingError(refusal)
    return `PostgreSQL ${Math.floor(facts.version / 10_000)}`
  } catch (error) {
    throw explainConnectError(error, url)
  } finally {
    await client.end().catch(() => {})
  }
}

type ServerFacts = {
  version: number
  encoding: string
  user: string
  superuser: boolean
  creates_roles: boolean
  creates_here: boolean
  role_exists: boolean
  is_member: boolean
}

const serverFacts = `
  SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding,
         u.rolname AS user, u.rolsuper AS superuser, u.rolcreaterole OR u.rolsuper AS creates_roles,
         has_database_privilege(current_database(), 'CREATE') AND has_schema_privilege('public', 'CREATE') AS creates_here,
         r.oid IS NOT NULL AS role_exists, COALESCE(pg_has_role(u.oid, r.oid, 'MEMBER'), false) AS is_member
    FROM pg_roles u LEFT JOIN pg_roles r ON r.rolname = $1 WHERE u.rolname = current_user`

function refuse(facts: ServerFacts): string | undefined {
  const major = Math.floor(facts.version / 10_000)
  if (major < oldestMajor) {
    return `DATABASE_URL leads to PostgreSQL ${major}, and Parley needs ${oldestMajor} or later: use a newer server, or leave DATABASE_URL out for the embedded one.`
  }
  if (facts.encoding !== 'UTF8') {
    return `DATABASE_URL leads to a database in ${facts.encoding}, and Parley needs UTF8: create it with ENCODING 'UTF8' TEMPLATE template0.`
  }
  if (!facts.creates_here) {
    return `The user ${facts.user} of DATABASE_URL may not create tables there: make it the owner, with ALTER DATABASE ... OWNER TO "${facts.user}".`
  }
  if (!facts.role_exists && !facts.creates_roles) {
    return `The user ${facts.user} of DATABASE_URL may not create the role ${appRole}: have an administrator run CREATE ROLE ${appRole} NOLOGIN; GRANT ${appRole} TO "${facts.user}";`
  }
  if (facts.role_exists && !facts.is_member && !facts.creates_roles) {
    return `The user ${facts.user} of DATABASE_URL may not act as ${appRole}: have an administrator run GRANT ${appRole} TO "${facts.user}";`
  }
  return undefined
}

function explainConnectError(error: unknown, url: string): unknown {
  if (error instanceof SettingError) return error
  const { code, message } = error as { code?: string; message: string }
  const { hostname, port, pathname, username } = new URL(url)
  const place = `${hostname || 'localhost'}:${port || 5432}`
  if (code === '28P01' || code === '28000' || /password/i.test(message)) {
    return new SettingError(
      `DATABASE_URL: PostgreSQL at ${place} doesn't let the user ${username || '(none)'} in: check the name and the password (${message}).`,
    )
  }
  if (code === '3D000') {
    return new SettingError(
      `DATABASE_URL: there is no database "${decodeURIComponent(pathname.slice(1))}" at ${place}: create it first, with createdb.`,
    )
  }
  if (code?.startsWith('E') || code === '57P03' || /timeout|terminated|SSL|certificate/i.test(message)) {
    return new SettingError(
      `DATABASE_URL: PostgreSQL at ${place} can't be reached (${message || code}): start it, or check the host, the port and sslmode.`,
    )
  }
  if (code === '53300') {
    return new SettingError(`DATABASE_URL: PostgreSQL at ${place} has no free connection: raise max_connections.`)
  }
  return error
}
