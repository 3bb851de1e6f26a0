// `npm run audit:checkpoint` signs how far the records have come: apps/api/src/audit/audit-checkpoint.ts under Node 24.
import { node24, pathWithNode24, prepare } from './lib/prepare.mjs'
import { command, inRoot, run } from './lib/steps.mjs'

await command(async (args) => {
  console.log = console.error // what preparing says is no part of the answer
  await prepare({ build: false, wait: true })
  const { code } = await run(node24(), [inRoot('apps', 'api', 'src', 'audit', 'audit-checkpoint.ts'), ...args], {
    env: { PATH: pathWithNode24() },
    show: true,
  })
  return code
})
