import { embeddedBeside } from '@parley/db/embedded-beside'
import { exitWith, readSettings } from '@parley/db/settings'
import { startJobs } from './jobs/jobs.ts'
import { runProcess } from './operation/run-process.ts'

/** A process that does the jobs and delivers, without the web. Any number may run, beside `npm start` or on a PostgreSQL of your own. */
async function main(): Promise<void> {
  const { databaseUrl, dataDir } = readSettings(process.env)
  if (databaseUrl === undefined) {
    const { ownerUrl, appUrl } = embeddedBeside(dataDir)
    Object.assign(process.env, { DATABASE_URL: ownerUrl, DATABASE_APP_URL: appUrl })
  }
  await runProcess('parley-worker', {
    async begin({ database, env, say }) {
      const jobs = await startJobs(env, database.ownerUrl)
      say('A worker of Parley is at work.')
      return () => jobs.stop()
    },
  })
}

await main().catch(exitWith)
