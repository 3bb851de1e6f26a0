// `npm start`: prepares what is out of date, then runs the server under Node 24 until it's told to stop.
import { spawn } from 'node:child_process'
import { isAbsolute, join, resolve } from 'node:path'
import { lockHolder } from '../packages/db/src/folder-lock.mjs'
import { node24, pathWithNode24, prepare } from './lib/prepare.mjs'
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

/** The server would say the same, but only after the build. */
function refuseWhenRunning() {
  if (process.env.DATABASE_URL?.trim()) return
  const given = process.env.PARLEY_DATA?.trim() || join(root, '.parley')
  const dataDir = isAbsolute(given) ? given : resolve(process.env.INIT_CWD ?? process.cwd(), given)
  const holder = lockHolder(join(dataDir, 'lock'))
  if (holder === undefined) return
  throw new Refusal(
    `Parley is already running on the data in ${dataDir} (process ${holder}): stop it first, or set PARLEY_DATA to another folder.`,
  )
}

/** In a process group of its own, so that Ctrl-C reaches the server once, through us. Resolves to the exit code. */
function serve(script) {
  return new Promise((done, fail) => {
    const child = spawn(node24(), ['--import', inRoot('scripts', 'lib', 'stop-with-parent.mjs'), ...script], {
      cwd: root,
      env: { ...process.env, PATH: pathWithNode24() },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true,
    })
    let stopping = false
    const stop = () => {
      if (stopping) return
      stopping = true
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), 60_000).unref()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
    const watch = stopWhenNpmIsGone(stop)
    child.once('error', fail)
    child.once('exit', (code, signal) => {
      clearInterval(watch)
      if (stopping) done(signal === 'SIGKILL' ? 1 : 0)
      else done(code ?? 1)
    })
  })
}

/** npm that was killed with -9 can't pass it on. Started without npm, the parent may be a shell that just closed. */
function stopWhenNpmIsGone(stop) {
  if (!process.env.npm_lifecycle_event) return undefined
  const parent = process.ppid
  return setInterval(() => process.ppid !== parent && stop(), 500)
}
