// `npm run operator:link` makes a link by which a new operator comes in, for when the only one is gone: apps/api/src/team/operator-link.ts under Node 24.
import { node24, pathWithNode24, prepare } from './lib/prepare.mjs'
import { command, inRoot, Refusal, run } from './lib/steps.mjs'

await command(async (args) => {
  if (args.length > 0) throw new Refusal(`npm run operator:link doesn't know "${args[0]}": it takes nothing.`)
  await prepare({ build: false, wait: true })
  const { code } = await run(node24(), [inRoot('apps', 'api', 'src', 'team', 'operator-link.ts')], {
    env: { PATH: pathWithNode24() },
    show: true,
  })
  return code
})
