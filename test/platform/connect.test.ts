import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { TLSSocket } from 'node:tls'
import { assertUnprivileged } from '@parley/db/assert-unprivileged'
import { appRole, openDatabase, openPool } from '@parley/db/connect'
import { explainConnectError } from '@parley/db/explain-connect-error'
import { SettingError } from '@parley/db/settings'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { selfSigned } from '../support/self-signed.ts'

let db: FreshDatabase
beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.close())

const at = (change: (url: URL) => void) => {
  const url = new URL(db.ownerUrl)
  change(url)
  return url.toString()
}

async function refusal(databaseUrl: string) {
  const error = await openDatabase({ databaseUrl, dataDir: '/nowhere', poolSize: 2 }).then(
    (opened) => opened.close(),
    (thrown) => thrown,
  )
  expect(error).toBeInstanceOf(SettingError)
  return (error as Error).message
}

test('every connection of the app acts as a role that row-level security holds for', async () => {
  const users = await Promise.all(Array.from({ length: 5 }, () => db.appPool.query('SELECT current_user AS name')))
  expect(new Set(users.map(({ rows }) => rows[0].name))).toEqual(new Set([appRole]))
  await assertUnprivileged(db.appPool)
})

describe('a login of the app’s own', () => {
  const name = `parley_login_${randomBytes(4).toString('hex')}`
  const own = () =>
    at((url) => {
      url.username = name
      url.password = 'only-for-this-test'
    })
  const open = (appDatabaseUrl: string) =>
    openDatabase({ databaseUrl: db.ownerUrl, appDatabaseUrl, dataDir: '/nowhere', poolSize: 2 })
  const refusedFor = async (appDatabaseUrl: string) => {
    const opened = await open(appDatabaseUrl)
    const error = await assertUnprivileged(opened.appPool, opened).catch((thrown: Error) => thrown)
    await opened.close()
    expect(error).toBeInstanceOf(SettingError)
    return (error as Error).message
  }
  const asOwner = async (sql: string) => {
    const client = new pg.Client({ connectionString: db.ownerUrl })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  beforeAll(() => asOwner(`CREATE ROLE ${name} LOGIN PASSWORD 'only-for-this-test'; GRANT ${appRole} TO ${name}`))
  afterAll(() => asOwner(`DROP ROLE ${name}`))

  test('acts as the app, and can become nobody for whom row-level security doesn’t hold', async () => {
    const opened = await open(own())
    await assertUnprivileged(opened.appPool, opened)
    const { rows } = await opened.appPool.query('SELECT current_user AS acting, session_user AS login')
    expect(rows).toEqual([{ acting: appRole, login: name }])
    const owner = new URL(db.ownerUrl).username
    const client = await opened.appPool.connect()
    await client.query('RESET ROLE; RESET SESSION AUTHORIZATION')
    await expect(client.query(`SET ROLE ${owner}`)).rejects.toThrow('permission denied')
    expect((await client.query('SELECT * FROM parley.registration')).rows).toEqual([])
    await expect(client.query('DROP TABLE parley.registration')).rejects.toThrow('must be owner')
    client.release(true)
    await opened.close()
  })

  test('that is the owner’s, has no such password or leads elsewhere is refused', async () => {
    expect(await refusedFor(db.ownerUrl)).toMatch(
      /^The login .* of DATABASE_APP_URL (owns|has CREATEROLE|is a superuser)/,
    )
    const nobody = at((url) => {
      url.username = 'no_such_user'
      url.password = 'hunter2'
    })
    const wrong = await refusedFor(nobody)
    expect(wrong).toMatch(/^DATABASE_APP_URL: .*no_such_user/)
    expect(wrong).not.toContain('hunter2')
    const elsewhere = new URL(own())
    elsewhere.pathname = '/postgres'
    expect(await refusedFor(elsewhere.toString())).toContain('leads to another database than DATABASE_URL')
  })

  test('that leads to the database of another Parley, with the same tables, is refused', async () => {
    const another = await freshDatabase()
    const elsewhere = new URL(own())
    elsewhere.pathname = new URL(another.ownerUrl).pathname
    const refused = await refusedFor(elsewhere.toString())
    await another.close()
    expect(refused).toContain('leads to another database than DATABASE_URL')
  })
})

test('options in DATABASE_URL are kept, and cannot take the role away', async () => {
  const pool = openPool(
    at((url) => url.searchParams.set('options', '-c role=none -c work_mem=5MB')),
    { role: appRole, size: 1 },
  )
  const { rows } = await pool.query("SELECT current_user AS name, current_setting('work_mem') AS memory")
  await pool.end()
  expect(rows).toEqual([{ name: appRole, memory: '5MB' }])
})

test('a pool that acts as the owner of the tables is refused', async () => {
  const pool = new pg.Pool({ connectionString: db.ownerUrl })
  await expect(assertUnprivileged(pool)).rejects.toThrow(SettingError)
  await pool.end()
})

test('a server that is not there is named with its address', async () => {
  const url = at((address) => {
    address.port = '1'
  })
  expect(await refusal(url)).toContain(`PostgreSQL at ${new URL(url).host} can't be reached`)
})

test('a missing database is named', async () => {
  const url = at((address) => {
    address.pathname = '/no_such_database'
  })
  expect(await refusal(url)).toContain('there is no database "no_such_database"')
})

test('a wrong user is named, and the password is not repeated', async () => {
  const url = at((address) => {
    address.username = 'no_such_user'
    address.password = 'hunter2'
  })
  const message = await refusal(url)
  expect(message).toContain('no_such_user')
  expect(message).not.toContain('hunter2')
})

describe('TLS', () => {
  const from = (error: Error) => (explainConnectError(error, db.ownerUrl, 'DATABASE_APP_URL') as Error).message

  test('by a file that isn’t there is refused in a sentence that names the file', async () => {
    const message = await refusal(at((url) => url.searchParams.set('sslrootcert', '/no/such.crt')))
    expect(message).toMatch(
      /^DATABASE_URL: the file \/no\/such\.crt that it names for TLS can't be read \(ENOENT\): [^\n]+\.$/,
    )
    const pool = openPool(
      at((url) => url.searchParams.set('sslrootcert', '/no/such.crt')),
      { role: appRole, size: 1 },
    )
    await expect(assertUnprivileged(pool, { ownLogin: true })).rejects.toThrow(
      /^DATABASE_APP_URL: the file \/no\/such\.crt/,
    )
    await pool.end()
  })

  test('with a certificate that nobody vouches for is refused in a sentence that says what to do', async () => {
    // Says yes to the request for TLS, as PostgreSQL does, and shows what it has.
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => {
        socket.write('S')
        new TLSSocket(socket, { isServer: true, ...selfSigned }).on('error', () => {})
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const message = await refusal(`postgresql://parley:hunter2@127.0.0.1:${port}/parley?sslmode=verify-full`)
    server.close()
    expect(message).toContain(`PostgreSQL at 127.0.0.1:${port} has a certificate that nobody vouches for`)
    expect(message).toContain('sslrootcert=/path/to/ca.crt')
    expect(message).not.toContain('hunter2')
    expect(from(Object.assign(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' }))).toContain(
      'sslrootcert',
    )
  })
})
