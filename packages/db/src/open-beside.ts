import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { checkServer } from './connect.ts'
import { startEmbedded } from './embedded.ts'
import { urlsOf } from './embedded-beside.ts'
import { lockHolder } from './folder-lock.mjs'
import { SettingError, type Settings } from './settings.ts'

/**
 * Connects as the owner for a command, whether Parley runs or not: an embedded database that is running is used as it is, one
 * that isn't is started for as long as the command takes. Migrates nothing. Throws SettingError.
 */
export async function openBeside(settings: Settings): Promise<{ client: pg.Client; close(): Promise<void> }> {
  const server = settings.databaseUrl === undefined ? await embeddedBeside(settings.dataDir) : undefined
  const url = server?.ownerUrl ?? settings.databaseUrl!
  try {
    await checkServer(url)
    const client = new pg.Client({
      connectionString: url,
      application_name: 'parley command',
      options: '-c timezone=UTC',
    })
    await client.connect()
    const close = async () => {
      await client.end()
      await server?.stop()
    }
    return { client, close }
  } catch (error) {
    await server?.stop()
    throw error
  }
}

/** The embedded server that runs on `dataDir`, or one that is started until `stop`. */
export async function embeddedBeside(dataDir: string): Promise<{ ownerUrl: string; stop(): Promise<void> }> {
  if (!existsSync(join(dataDir, 'port'))) {
    throw new SettingError(
      `There is no database in ${dataDir} yet: start Parley first, or set PARLEY_DATA or DATABASE_URL.`,
    )
  }
  if (lockHolder(join(dataDir, 'lock')) === undefined) return startEmbedded({ dataDir })
  const { ownerUrl } = urlsOf(dataDir)
  return { ownerUrl, stop: async () => {} }
}
