// `npm run bench -- NAME [--json]` runs test/bench/NAME.bench.ts under Node 24; without a name it lists them.
import { readdirSync } from 'node:fs'
import { node24, pathWithNode24, prepare } from './lib/prepare.mjs'
import { command, inRoot, Refusal, run } from './lib/steps.mjs'

await command(async ([name, ...rest]) => {
  const names = readdirSync(inRoot('test', 'bench'))
    .filter((file) => file.endsWith('.bench.ts'))
    .map((file) => file.replace('.bench.ts', ''))
  if (name === undefined) {
    console.log(`npm run bench -- NAME [--json], where NAME is one of: ${names.join(', ')}.`)
    return 0
  }
  if (!names.includes(name)) throw new Refusal(`There is no bench "${name}": choose one of ${names.join(', ')}.`)
  await prepare({ build: false, wait: true })
  const { code } = await run(node24(), [inRoot('test', 'bench', `${name}.bench.ts`), ...rest], {
    env: { PATH: pathWithNode24() },
    show: true,
  })
  return code
})
