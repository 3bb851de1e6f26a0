import { spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { node24, pathWithNode24 } from './prepare.mjs'
import { inRoot, root } from './steps.mjs'

/** Node keeps what it compiled here, which halves the time to the next start. */
const compileCache = inRoot('node_modules', '.cache', 'node')

/** An address, not a path: `--import` reads a # or a % of a folder's name as an address's. */
const stopWithParent = pathToFileURL(inRoot('scripts', 'lib', 'stop-with-parent.mjs')).href

/** In a process group of its own, so that Ctrl-C reaches the server once, through us. Resolves to the exit code. */
export function serve(script) {
  return new Promise((done, fail) => {
    const child = spawn(node24(), ['--import', stopWithParent, ...script], {
      cwd: root,
      env: { NODE_COMPILE_CACHE: compileCache, ...process.env, PATH: pathWithNode24() },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true,
    })
    let stopping = false
    let stoppedAt = 0
    const stop = () => {
      // npm repeats a Ctrl-C at the same instant; one that comes later means: at once.
      if (stopping && Date.now() - stoppedAt < 1000) return
      child.kill('SIGTERM')
      if (stopping) return
      stopping = true
      stoppedAt = Date.now()
      setTimeout(() => child.kill('SIGKILL'), 60_000).unref()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
    const watch = stopWhenNpmIsGone(() => stopping || stop())
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
