import { parseArgs } from 'node:util'
import { openBeside } from '@parley/db/open-beside'
import { exitWith, readSettings, SettingError, type Settings } from '@parley/db/settings'
import { type Ask, askOf } from './ask.ts'

/** Options that a command of the records takes, by their long names: those with a value, and `--json`. */
type Options = { json: boolean; since?: string }

/** Runs a command on the installation's records and ends with its exit code. A mistake of the caller's is one sentence. */
export async function withRecords(
  takes: readonly ('json' | 'since')[],
  work: (ask: Ask, settings: Settings, options: Options) => Promise<number>,
): Promise<void> {
  try {
    const options = optionsOf(takes)
    const settings = readSettings(process.env)
    const { client, close } = await openBeside(settings)
    try {
      const ask = askOf(client)
      const [there] = await ask<{ linked: boolean }>("SELECT to_regclass('parley.record_link') IS NOT NULL AS linked")
      if (!there!.linked)
        throw new SettingError('This database is of an older Parley: start this one once, then ask again.')
      process.exitCode = await work(ask, settings, options)
    } finally {
      await close()
    }
  } catch (error) {
    exitWith(error)
  }
}

function optionsOf(takes: readonly string[]): Options {
  const known = { json: { type: 'boolean' }, since: { type: 'string' } } as const
  try {
    const options = Object.fromEntries(Object.entries(known).filter(([name]) => takes.includes(name)))
    const { values } = parseArgs({ options, strict: true })
    const { json = false, since } = values as { json?: boolean; since?: string }
    return { json, ...(since === undefined ? {} : { since: instantOf(since) }) }
  } catch (error) {
    if (error instanceof SettingError) throw error
    throw new SettingError(`This command takes ${takes.map((name) => `--${name}`).join(' and ') || 'no options'}.`)
  }
}

function instantOf(text: string): string {
  const at = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(at)) return new Date(at).toISOString()
  throw new SettingError(
    `--since is "${text}": give a day such as 2026-11-01, or an instant such as 2026-11-01T09:00:00Z.`,
  )
}
