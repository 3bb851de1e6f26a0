// Plain JavaScript: scripts/start.mjs needs it on Node 20, before anything is installed.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Start time of a process in clock ticks since boot, so that a reused process id isn't taken for the old one. */
function startTicks(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[19]
  } catch {
    return undefined
  }
}

function isAlive({ pid, ticks }) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  const now = startTicks(pid)
  return ticks === undefined || now === undefined || ticks === now
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** The process id that holds the lock, or undefined when nobody alive does. */
export function lockHolder(path) {
  const owner = read(path)
  return owner && isAlive(owner) ? owner.pid : undefined
}

/**
 * Takes the lock file at `path` for this process. Returns `{ release }`, or `{ heldBy }` with the id of the live
 * process that has it. A lock whose process is gone is taken over.
 */
export function takeLock(path) {
  mkdirSync(dirname(path), { recursive: true })
  const mine = `${path}.${process.pid}`
  writeFileSync(mine, JSON.stringify({ pid: process.pid, ticks: startTicks(process.pid) }))
  try {
    for (let attempt = 0; attempt < 20; attempt++) {
      try {
        linkSync(mine, path) // atomic, and the content is there from the first instant
        return { release: () => lockHolder(path) === process.pid && rmSync(path, { force: true }) }
      } catch (error) {
        if (error.code !== 'EEXIST') throw error
      }
      const heldBy = lockHolder(path)
      if (heldBy !== undefined) return { heldBy }
      moveStaleAside(path, `${mine}.stale`)
    }
    return { heldBy: read(path)?.pid ?? 0 }
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Two processes may find the same stale lock: if what was moved turns out alive, it's put back. */
function moveStaleAside(path, aside) {
  try {
    renameSync(path, aside)
    if (lockHolder(aside) !== undefined) linkSync(aside, path)
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error
  } finally {
    rmSync(aside, { force: true })
  }
}
