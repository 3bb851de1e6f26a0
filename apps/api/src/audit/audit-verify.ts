import { checkpointsOf, readCheckpoints } from './checkpoint.ts'
import { verifyRecords } from './verify-records.ts'
import { withRecords } from './with-records.ts'

/** `npm run audit:verify [-- --json]`: recomputes every record's hash and link; ends with 1 when anything is wrong. */
await withRecords(['json'], async (ask, settings, { json }) => {
  const started = process.hrtime.bigint()
  const found = await verifyRecords(ask, await readCheckpoints(checkpointsOf(settings)))
  const tookMs = Math.round(Number(process.hrtime.bigint() - started) / 1e6)
  const { links, checkpoints, findings, more } = found
  if (json) {
    console.log(JSON.stringify({ whole: findings.length === 0, links, checkpoints, tookMs, findings, more }, null, 2))
  } else {
    const of = `${links} records and ${checkpoints} checkpoints, in ${(tookMs / 1000).toFixed(1)} s`
    for (const { words } of findings) console.log(words)
    if (more > 0) console.log(`There is more: ${more} other findings.`)
    console.log(
      findings.length === 0
        ? `Nothing was changed: ${of}.`
        : `Compared ${of}. The first thing to look at is above, first.`,
    )
    if (checkpoints === 0)
      console.log(
        'There are no checkpoints, so a tail that was cut would not be seen: npm run audit:checkpoint signs one.',
      )
  }
  return findings.length === 0 ? 0 : 1
})
