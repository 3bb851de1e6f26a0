// `npm start`: prepares what is out of date, then runs the server under Node 24 until it's told to stop.
import { isAbsolute, join, resolve } from 'node:path'
import { lockHolder } from '../packages/db/src/folder-lock.mjs'
import { prepare } from './lib/prepare.mjs'
import { serve } from './lib/serve.mjs'
import { command, inRoot, Refusal, root } from './lib/steps.mjs'

await command(async (args) => {
  const dev = args.includes('--dev')
  const unknown = args.find((arg) => arg !== '--dev')
  if (unknown)
    throw new Refusal(`npm start doesn't know "${unknown}": settings are variables, such as PORT=3001 npm start.`)
  refuseWhenRunning()
  await prepare({ build: !dev })
  return serve(dev ? [inRoot('scripts', 'dev-server.mjs')] : [inRoot('apps', 'api', 'src', 'server.ts')])
})

/** The server would say the same, but only after the build. What stands in a file is the server's to read. */
function refuseWhenRunning() {
  const elsewhere = ['DATABASE_URL', 'DATABASE_URL_FILE', 'PARLEY_DATA_FILE']
  if (elsewhere.some((name) => process.env[name]?.trim())) return
  const given = process.env.PARLEY_DATA?.trim() || join(root, '.parley')
  const dataDir = isAbsolute(given) ? given : resolve(process.env.INIT_CWD ?? process.cwd(), given)
  const holder = lockHolder(join(dataDir, 'lock'))
  if (holder === undefined) return
  throw new Refusal(
    `Parley is already running on the data in ${dataDir} (process ${holder}): stop it first, or set PARLEY_DATA to another folder.`,
  )
}
