import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { assertCheckpointsFit } from './checkpoint-place.ts'

const folder = mkdtempSync(join(tmpdir(), 'parley-place-'))
afterAll(() => rmSync(folder, { recursive: true }))
const dataDir = join(folder, 'data')

it('checkpoints are kept in a folder that is made for them, and what stands there already stays', async () => {
  const checkpointFile = join(folder, 'far', 'checkpoints.jsonl')
  await assertCheckpointsFit({ dataDir, checkpointFile })
  writeFileSync(checkpointFile, 'one\n')
  await assertCheckpointsFit({ dataDir, checkpointFile })
  expect(readFileSync(checkpointFile, 'utf8')).toBe('one\n')
})

it('a place where none can be kept is refused in a sentence that names the setting', async () => {
  writeFileSync(join(folder, 'a-file'), '')
  for (const checkpointFile of [join(folder, 'a-file', 'checkpoints.jsonl'), folder])
    await expect(assertCheckpointsFit({ dataDir, checkpointFile })).rejects.toThrow(
      /^PARLEY_CHECKPOINTS is ".*", which user \S+ can't write: [^\n]+\.$/,
    )
  const below = join(folder, 'a-file')
  await expect(
    assertCheckpointsFit({ dataDir: below, checkpointFile: join(below, 'checkpoints.jsonl') }),
  ).rejects.toThrow(/^PARLEY_DATA is ".*a-file", which user/)
})
