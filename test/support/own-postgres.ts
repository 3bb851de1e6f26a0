import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startEmbedded } from '@parley/db/embedded'

/** A PostgreSQL that syncs and that the test may crash and start again, on the same port. */
export type OwnPostgres = {
  url: string
  /** Without shutting down: kill -9 of its first process, or an immediate stop. */
  crash(how: 'SIGKILL' | 'SIGQUIT'): Promise<void>
  /** Starts it on what the crash left. */
  start(): Promise<void>
  stop(): Promise<void>
}

export async function ownPostgres(): Promise<OwnPostgres> {
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-fault-'))
  chmodSync(dataDir, 0o755) // as root the server runs as nobody, who must get in
  const options = { dataDir, durable: true, maxConnections: 200 }
  let server = await startEmbedded(options)
  const url = server.ownerUrl
  const orphaned = () => server.letGo()
  process.once('exit', orphaned)
  return {
    url,
    async crash(how) {
      const pid = Number(readFileSync(join(server.filesDir, 'postmaster.pid'), 'utf8').split('\n')[0])
      process.kill(pid, how)
      while (isAlive(pid)) await pause(10)
    },
    async start() {
      await server.stop() // there is nothing to stop any more: lets go of the folder
      server = await startEmbedded(options)
      if (server.ownerUrl !== url) throw new Error(`PostgreSQL came back at ${server.ownerUrl}, and was at ${url}.`)
    },
    async stop() {
      process.off('exit', orphaned)
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
