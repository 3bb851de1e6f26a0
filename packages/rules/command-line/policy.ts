// `npm run policy -- COMMAND …`: policies that are kept in git, for their editors and for CI.
import { readFileSync } from 'node:fs'
import { paintFor } from './paint.ts'
import { run } from './run.ts'

// Whoever reads the output may stop reading, as `head` does.
process.stdout.on('error', () => process.exit())

const { out, err, code } = await run(process.argv.slice(2), {
  folder: process.cwd(),
  readStdin: () => readFileSync(0, 'utf8'),
  paint: paintFor(process.stdout, process.env),
})
process.stderr.write(err)
process.stdout.write(out)
process.exitCode = code
