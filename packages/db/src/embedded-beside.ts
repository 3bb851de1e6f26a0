import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lockHolder } from './folder-lock.mjs'
import { SettingError } from './settings.ts'

/**
 * The owner's URL of the embedded database that another process runs on `dataDir`: its port and password stand there. Throws SettingError
 * when none runs: the database is the child of `npm start`, and nobody else's.
 */
export function embeddedBeside(dataDir: string): string {
  const port = join(dataDir, 'port')
  if (lockHolder(join(dataDir, 'lock')) === undefined || !existsSync(port))
    throw new SettingError(
      `No Parley runs on the data in ${dataDir}, and a worker has no database of its own: run npm start first, or set DATABASE_URL to your PostgreSQL.`,
    )
  const password = readFileSync(join(dataDir, 'password'), 'utf8').trim()
  return `postgresql://parley_owner:${password}@127.0.0.1:${readFileSync(port, 'utf8').trim()}/parley`
}
