import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lockHolder } from './folder-lock.mjs'
import { SettingError } from './settings.ts'

/**
 * Where the embedded database that another process runs on `dataDir` is. Throws SettingError when none runs: the database is the child of
 * `npm start`, and nobody else's.
 */
export function embeddedBeside(dataDir: string): { ownerUrl: string; appUrl: string } {
  if (lockHolder(join(dataDir, 'lock')) === undefined || !existsSync(join(dataDir, 'port')))
    throw new SettingError(
      `No Parley runs on the data in ${dataDir}, and a worker has no database of its own: run npm start first, or set DATABASE_URL to your PostgreSQL.`,
    )
  return urlsOf(dataDir)
}

/** The owner's and the requests' URL of the embedded database that runs on `dataDir`, by the port and the passwords that stand there. */
export function urlsOf(dataDir: string): { ownerUrl: string; appUrl: string } {
  const kept = (name: string) => readFileSync(join(dataDir, name), 'utf8').trim()
  const place = `127.0.0.1:${kept('port')}/parley`
  return {
    ownerUrl: `postgresql://parley_owner:${kept('password')}@${place}`,
    /** Where an older Parley still runs there is none, and commands beside it don't ask for it. */
    get appUrl() {
      return `postgresql://parley_app:${kept('app-password')}@${place}`
    },
  }
}
