import { appRole, assertUnprivileged, openDatabase, openPool } from '@parley/db/connect'
import { SettingError } from '@parley/db/settings'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'

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
