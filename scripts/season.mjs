// `npm run season -- [--json] [--months 18] [--partners 12] [--accounts 300] [--registrations 2000] [--seed 6]`: test/season/play-season.ts under Node 24.
import { node24, pathWithNode24, prepare } from './lib/prepare.mjs'
import { command, inRoot, run } from './lib/steps.mjs'

await command(async (args) => {
  console.log = console.error // what preparing says is no part of the answer
  await prepare({ build: false, wait: true })
  const { code } = await run(node24(), [inRoot('test', 'season', 'play-season.ts'), ...args], {
    env: { PATH: pathWithNode24() },
    show: true,
  })
  return code
})
