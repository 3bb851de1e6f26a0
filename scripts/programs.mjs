// `npm run programs [-- --json]` runs packages/rules/command-line/programs.ts under Node 24: every worked case of every program.
import { node24, pathWithNode24, prepare } from './lib/prepare.mjs'
import { command, inRoot, run } from './lib/steps.mjs'

await command(async (args) => {
  console.log = console.error // what preparing says is no part of the answer
  await prepare({ build: false, wait: true })
  const { code } = await run(node24(), [inRoot('packages', 'rules', 'command-line', 'programs.ts'), ...args], {
    env: { PATH: pathWithNode24() },
    show: true,
  })
  return code
})
