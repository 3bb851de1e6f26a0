import type { Settings } from '@parley/db/settings'
import { createApp } from './app.ts'
import { isDemoLoaded } from './demo/load-demo.ts'
import { signInLine, signInLines } from './demo/sign-in-lines.ts'
import { rateLimitsFrom } from './http/rate-limits.ts'
import { startJobs } from './jobs/jobs.ts'
import { type Process, runProcess } from './operation/run-process.ts'
import { openWeb } from './operation/web.ts'
import { offerFirstOperator } from './team/first-operator.ts'

const howOften = ({ requestsPerMinute: most, proxy }: Settings) => ({
  trustsProxy: proxy,
  ...(most > 0 ? { rateLimits: rateLimitsFrom(most) } : {}),
})

/** Tells a person at a terminal where to go, and whom to sign in as; a log gets each of these in one line. */
async function sayWhereToGo({ settings, database, env, logger }: Process): Promise<void> {
  const { publicUrl, logFormat } = settings
  const firstLink = await offerFirstOperator(env)
  const hasDemo = await isDemoLoaded(env)
  if (logFormat === 'json') {
    logger.info(`Parley is ready, on ${database.label}: partner app ${publicUrl}/, console ${publicUrl}/admin/`)
    if (hasDemo) logger.info(signInLine(publicUrl))
    if (firstLink)
      logger.warn(`Nobody is in yet. Whoever opens this first, within a day, is the operator: ${firstLink}`)
    return
  }
  const lines = [
    '',
    `Parley is ready, on ${database.label}.`,
    '',
    `  Partner app   ${publicUrl}/`,
    `  Console       ${publicUrl}/admin/`,
    `  API docs      ${publicUrl}/api/docs`,
    '',
  ]
  if (hasDemo) lines.push(...signInLines(publicUrl), '')
  else await env.program().catch((error: Error) => lines.push(error.message, ''))
  if (firstLink)
    lines.push('Nobody is in yet. Open this once, within a day, to become the operator:', `  ${firstLink}`, '')
  console.log(lines.join('\n'))
}

/** One process that serves everything: the API with both apps, and the jobs unless PARLEY_JOBS=off. */
await runProcess('parley-api', {
  open: ({ port, host }, logger) =>
    openWeb({
      port,
      host,
      onUnexpected: (error, requestId) => logger.error({ err: error, requestId }, 'unexpected'),
    }),
  env: howOften,
  async begin(started, web) {
    const { env, database } = started
    const jobs = started.settings.jobs ? await startJobs(env, database.ownerUrl) : undefined
    web?.serve(createApp(env).fetch)
    await sayWhereToGo(started)
    return async () => jobs?.stop()
  },
})
