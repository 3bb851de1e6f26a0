// `npm run identity:evaluate -- FOLDER [--json]` measures the matcher on a folder with accounts.jsonl and queries.jsonl, under Node 24.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { node24, pathWithNode24, prepare } from './lib/prepare.mjs'
import { command, inRoot, Refusal, run } from './lib/steps.mjs'

await command(async (args) => {
  const folder = args.find((arg) => !arg.startsWith('--'))
  if (folder === undefined)
    throw new Refusal('Say which folder to evaluate: npm run identity:evaluate -- FOLDER --json')
  for (const file of ['accounts.jsonl', 'queries.jsonl']) {
    if (!existsSync(join(folder, file)))
      throw new Refusal(`${join(folder, file)} is missing: choose a folder that has it.`)
  }
  await prepare({ build: false, wait: true })
  const script = inRoot('packages', 'identity', 'training', 'evaluate.ts')
  const { code } = await run(node24(), ['--expose-gc', '--max-old-space-size=8000', script, ...args], {
    env: { PATH: pathWithNode24() },
    show: true,
    cwd: process.cwd(),
  })
  return code
})
