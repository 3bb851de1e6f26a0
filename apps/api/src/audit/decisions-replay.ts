import { replayDecisions } from './replay-decisions.ts'
import { withRecords } from './with-records.ts'

/** `npm run decisions:replay [-- --json] [--since DAY]`: ends with 1 when a decision comes out differently. */
await withRecords(['json', 'since'], async (ask, _settings, { json, since }) => {
  const started = process.hrtime.bigint()
  const replay = await replayDecisions(ask, since ?? null)
  const tookMs = Math.round(Number(process.hrtime.bigint() - started) / 1e6)
  const { replayed, same, byPersons, differing, changedPolicies } = replay
  const whole = same === replayed && changedPolicies.length === 0
  if (json) {
    console.log(JSON.stringify({ ...replay, whole, tookMs }, null, 2))
    return whole ? 0 : 1
  }
  for (const words of changedPolicies) console.log(words)
  for (const each of differing) {
    const { id, point, policyVersion, decidedAt, differences } = each
    console.log(`Decision ${id} of ${decidedAt} (${point}, version ${policyVersion}) comes out differently:`)
    for (const difference of differences) console.log(`  ${difference}`)
  }
  console.log(
    `${replayed} decisions made again: ${same} the same, ${replayed - same} different, in ${(tookMs / 1000).toFixed(1)} s.`,
  )
  if (byPersons > 0) console.log(`${byPersons} more were made by persons, whom nobody asks again.`)
  return whole ? 0 : 1
})
