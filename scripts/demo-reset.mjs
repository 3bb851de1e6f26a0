// `npm run demo:reset`: deletes the database after asking, so that the next start loads the demo again: packages/db/src/reset.ts under Node 24.
import { node24, prepare } from './lib/prepare.mjs'
import { command, inRoot, Refusal, run } from './lib/steps.mjs'

await command(async (args) => {
  const unknown = args.find((arg) => arg !== '--yes')
  if (unknown) throw new Refusal(`demo:reset doesn't know "${unknown}": it takes --yes, which answers its question.`)
  await prepare({ build: false })
  const { code } = await run(node24(), [inRoot('packages', 'db', 'src', 'reset.ts'), ...args], { show: true })
  return code
})
