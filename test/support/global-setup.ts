import { startTestServer } from './database.ts'

/** vitest calls this for each project of the run: the first starts the server, and the same one stops it. */
export default async function setup() {
  if (process.env.PARLEY_TEST_RUN) return
  const server = await startTestServer()
  return () => server.stop()
}
