// `npm run worker`: jobs and delivery without the web, under Node 24, until it's told to stop. Any number may run at once.
import { prepare } from './lib/prepare.mjs'
import { serve } from './lib/serve.mjs'
import { command, inRoot, Refusal } from './lib/steps.mjs'

await command(async (args) => {
  if (args.length > 0)
    throw new Refusal(
      `npm run worker doesn't know "${args[0]}": settings are variables, such as DATABASE_URL=postgresql://... npm run worker.`,
    )
  await prepare({ build: false, wait: true })
  return serve([inRoot('apps', 'api', 'src', 'worker.ts')])
})
