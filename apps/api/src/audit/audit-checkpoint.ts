import { wallClock } from '../context.ts'
import { checkpointsOf, publicKeyOf, signCheckpoint } from './checkpoint.ts'
import { withRecords } from './with-records.ts'

/** `npm run audit:checkpoint`: signs how far the records have come, now, and says by which key. */
await withRecords([], async (ask, settings) => {
  const checkpoints = checkpointsOf(settings)
  await ask('BEGIN')
  const written = await signCheckpoint(ask, checkpoints, wallClock())
  await ask('COMMIT')
  console.log(
    written
      ? `Signed a checkpoint in ${checkpoints.file}.`
      : `Nothing was recorded since the last checkpoint in ${checkpoints.file}.`,
  )
  console.log(`Public key: ${publicKeyOf(checkpoints.key)}`)
  return 0
})
