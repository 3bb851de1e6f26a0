import { mkdir, open } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import { explainWriteError } from '@parley/db/explain-write-error'
import type { Settings } from '@parley/db/settings'

/** So that a place where nothing can be kept ends the start, and not the first checkpoint an hour later. Throws SettingError. */
export async function assertCheckpointsFit({
  checkpointFile: file,
  dataDir,
}: Pick<Settings, 'checkpointFile' | 'dataDir'>): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    await (await open(file, 'a', 0o600)).close()
  } catch (error) {
    const isOurs = relative(dataDir, file) === 'checkpoints.jsonl'
    throw isOurs
      ? explainWriteError(error, 'PARLEY_DATA', dataDir)
      : explainWriteError(error, 'PARLEY_CHECKPOINTS', file)
  }
}
