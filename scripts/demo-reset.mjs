// `npm run demo:reset`: deletes the database after asking, so that the next start loads the demo again.
import { isAbsolute, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { node24, prepare } from './lib/prepare.mjs'
import { command, inRoot, Refusal, run } from './lib/steps.mjs'

await command(async (args) => {
  const unknown = args.find((arg) => arg !== '--yes')
  if (unknown) throw new Refusal(`demo:reset doesn't know "${unknown}": it takes --yes, which answers its question.`)
  if (!args.includes('--yes')) await ask()
  await prepare({ build: false })
  const { code } = await run(node24(), [inRoot('packages', 'db', 'src', 'reset.ts')], { show: true })
  return code
})

async function ask() {
  if (!process.stdin.isTTY)
    throw new Refusal('demo:reset asks before it deletes: run it in a terminal, or add -- --yes.')
  const url = process.env.DATABASE_URL?.trim()
  const wanted = url ? databaseName(url) : 'yes'
  const place = url ? `the database "${wanted}" of DATABASE_URL` : `the data in ${dataDir()}`
  const prompt = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await prompt.question(`This deletes everything in ${place}. Type ${wanted} to go on: `)
  prompt.close()
  if (answer.trim() !== wanted) throw new Refusal('Nothing was deleted.')
}

function databaseName(url) {
  try {
    return decodeURIComponent(new URL(url).pathname.slice(1))
  } catch {
    throw new Refusal(
      "DATABASE_URL can't be read as an address: write it as postgresql://user:password@host:5432/database.",
    )
  }
}

function dataDir() {
  const given = process.env.PARLEY_DATA?.trim()
  if (!given) return inRoot('.parley')
  return isAbsolute(given) ? given : resolve(process.env.INIT_CWD ?? process.cwd(), given)
}
