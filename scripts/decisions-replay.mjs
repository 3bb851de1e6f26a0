// `npm run decisions:replay [-- --json] [--since DAY]` decides every stored decision again: apps/api/src/audit/decisions-replay.ts under Node 24.
import { node24, pathWithNode24, prepare } from './lib/prepare.mjs'
import { command, inRoot, run } from './lib/steps.mjs'

await command(async (args) => {
  console.log = console.error // what preparing says is no part of the answer
  await prepare({ build: false, wait: true })
  const { code } = await run(node24(), [inRoot('apps', 'api', 'src', 'audit', 'decisions-replay.ts'), ...args], {
    env: { PATH: pathWithNode24() },
    show: true,
  })
  return code
})
