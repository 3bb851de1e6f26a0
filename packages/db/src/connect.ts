import pg from 'pg'
import { startEmbedded } from './embedded.ts'
import { explainConnectError } from './explain-connect-error.ts'
import { SettingError, type Settings } from './settings.ts'

export type Database = {
  /** Connects as the owner: for migrations and the seed, never for requests. */
  ownerUrl: string
  /** The app's connections, as the role `parley_app`: row-level security holds for them. */
  appPool: pg.Pool
  /** Whether the app has a login of its own, and not the owner's. */
  ownLogin: boolean
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

type DatabaseSettings = Pick<Settings, 'databaseUrl' | 'dataDir' | 'poolSize'> & { appDatabaseUrl?: string | undefined }

/**
 * Opens your server (`databaseUrl`) or the embedded one. Throws SettingError when it can't be reached, is too old, or
 * couldn't hold our roles. Migrate next, then `assertUnprivileged`.
 */
export async function openDatabase(settings: DatabaseSettings, say?: (line: string) => void): Promise<Database> {
  if (settings.databaseUrl !== undefined) {
    const ownerUrl = settings.databaseUrl
    const label = await checkServer(ownerUrl)
    const { appDatabaseUrl, poolSize } = settings
    const appPool = openPool(appDatabaseUrl ?? ownerUrl, { role: appRole, size: poolSize })
    const close = () => appPool.end()
    const ownLogin = appDatabaseUrl !== undefined
    return { ownerUrl, appPool, ownLogin, label, close, letGo: () => {}, revive: async () => {} }
  }
  const server = await startEmbedded({ dataDir: settings.dataDir, ...(say ? { say } : {}) })
  try {
    const label = `${await checkServer(server.ownerUrl)}, embedded, files in ${server.filesDir}`
    const appPool = openPool(server.appUrl, { role: appRole, size: settings.poolSize })
    const close = async () => {
      await appPool.end()
      await server.stop()
    }
    const { ownerUrl, letGo, revive } = server
    return { ownerUrl, appPool, ownLogin: true, label, close, letGo, revive }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/**
 * A pool whose connections act as `role` from their first instant (startup option, so a pooled connection can't be
 * handed out without it). Statements end after 15 s, waits for a lock after 5 s, forgotten transactions after 30 s. Nothing is compiled
 * (`jit`): row-level security makes plans look so costly that a PostgreSQL with a compiler spent seconds on what takes milliseconds.
 */
export function openPool(url: string, { role, size }: { role: string; size: number }): pg.Pool {
  const limits = '-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s'
  const address = new URL(url)
  const theirs = address.searchParams.get('options') ?? ''
  address.searchParams.delete('options') // pg would let it replace ours, and with it the role
  const pool = new pg.Pool({
    connectionString: address.toString(),
    options: `${theirs} ${limits} -c jit=off -c timezone=UTC -c search_path=parley,public -c role=${role}`.trim(),
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

/** Connects once and checks what can be checked before the first migration. Returns the server's name and version. */
export async function checkServer(url: string): Promise<string> {
  let client: pg.Client | undefined
  try {
    client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 }) // reads the files that sslrootcert and others name
    client.on('error', () => {})
    await client.connect()
    const { rows } = await client.query<ServerFacts>(serverFacts, [appRole])
    const facts = rows[0]!
    const refusal = refuse(facts)
    if (refusal) throw new SettingError(refusal)
    return `PostgreSQL ${Math.floor(facts.version / 10_000)}`
  } catch (error) {
    throw explainConnectError(error, url, 'DATABASE_URL')
  } finally {
    await client?.end().catch(() => {})
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
