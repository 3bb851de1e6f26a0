/** One season in one run: `npm run season -- --json`. Progress goes to stderr, the figures to stdout; ends with 1 when something doesn't hold. */
import { startTestServer } from '../support/database.ts'
import { readOptions } from './options.ts'
import { runSeason, type SeasonReport } from './run-season.ts'

process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  let read: ReturnType<typeof readOptions>
  try {
    read = readOptions(args)
  } catch (error) {
    console.error((error as Error).message)
    return 1
  }
  const { json, ...options } = read
  const server = await startTestServer()
  try {
    const report = await runSeason(options, { say: (line) => console.error(line) })
    console.log(json ? JSON.stringify(report) : inWords(report))
    return report.holds ? 0 : 1
  } finally {
    await server.stop()
  }
}

function inWords({ counts, requests, requestsPerSecond, seconds, slowest, invariants }: SeasonReport): string {
  const kinds = Object.entries(counts).map(([kind, outcomes]) => {
    const parts = Object.entries(outcomes).map(([outcome, count]) => `${outcome} ${count}`)
    return `  ${kind}: ${parts.join(', ')}`
  })
  const checks = Object.entries(invariants).map(([sentence, { checked, failed, failures }]) =>
    [`  ${failed === 0 ? 'holds' : 'FAILS'} (${checked}): ${sentence}`, ...failures.map((each) => `    ${each}`)].join(
      '\n',
    ),
  )
  const pace = `${requests} requests in ${seconds.playing} s (${requestsPerSecond} a second), checked in ${seconds.checking} s.`
  const times = slowest.map(({ what, times, seconds, msEach }) => `  ${seconds} s: ${what} (${times} × ${msEach} ms)`)
  return [...kinds, '', ...checks, '', pace, ...times].join('\n')
}
