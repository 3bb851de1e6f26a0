import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** The person can mend it: printed as one sentence, without a stack. */
export class Refusal extends Error {}

export const say = (line) => console.log(line)

/** Runs `work` and tells about it, but only if it takes longer than a second. */
export async function step(title, work) {
  const started = Date.now()
  let told = false
  const timer = setTimeout(() => {
    told = true
    say(`${title} ...`)
  }, 1000)
  try {
    const result = await work()
    if (told) say(`${title}: done in ${Math.round((Date.now() - started) / 1000)} s`)
    return result
  } finally {
    clearTimeout(timer)
  }
}

/** Runs a command, from the repository's root unless `cwd` is given. Resolves to `{ code, output }`; `output` only if not shown. */
export function run(command, args, { env = {}, show = false, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** Runs `main`, prints a Refusal as its sentence, and ends with its exit code. */
export async function command(main) {
  try {
    process.exitCode = (await main(process.argv.slice(2))) ?? 0
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error)
    process.exitCode = 1
  }
}

export const inRoot = (...parts) => join(root, ...parts)
