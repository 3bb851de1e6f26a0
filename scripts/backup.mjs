// `npm run backup -- FILE` and `npm run restore -- FILE`: packages/db/src/{backup,restore}.ts under Node 24.
import { node24, prepare } from './lib/prepare.mjs'
import { command, inRoot, Refusal, run } from './lib/steps.mjs'

await command(async ([what, ...args]) => {
  if (args.length !== 1) throw new Refusal(`Say which file: npm run ${what} -- parley-2026-11-22.backup`)
  await prepare({ build: false, wait: true })
  const { code } = await run(node24(), [inRoot('packages', 'db', 'src', `${what}.ts`), ...args], { show: true })
  return code
})
