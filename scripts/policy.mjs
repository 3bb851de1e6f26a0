// `npm run policy -- COMMAND …` runs packages/rules/command-line/policy.ts under Node 24, where the person stands.
import { node24, pathWithNode24, prepare } from './lib/prepare.mjs'
import { command, inRoot, run } from './lib/steps.mjs'

await command(async (args) => {
  console.log = console.error // what preparing says is no part of the answer
  await prepare({ build: false, wait: true })
  const { code } = await run(node24(), [inRoot('packages', 'rules', 'command-line', 'policy.ts'), ...args], {
    env: { PATH: pathWithNode24() },
    cwd: process.env.npm_lifecycle_event === 'policy' ? process.env.INIT_CWD : process.cwd(),
    show: true,
  })
  return code
})
