import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryDir } from '@parley/db/settings'
import type { World } from './open-world.ts'

/** Files of a program's folder, by decision point: `engagement` or, of several versions, `engagement-v1`. */
const filesOf = (program: string, name: string) => {
  const read = (kind: string) =>
    readFileSync(join(repositoryDir, 'packages/rules/programs', program, `${name}.${kind}.json`), 'utf8')
  return { document: read('policy'), cases: read('cases') }
}

/** A published program becomes the one in force, as a vendor's people do it: drafted, submitted, approved by another, activated. */
export async function putInForce(w: World, program: string, names: readonly string[]): Promise<void> {
  const editor = w.as('editor').policies
  const approver = w.as('approver').policies
  for (const name of names) {
    const point = name.replace(/-v\d+$/, '')
    const draft = await editor.startsDraft(undefined, point)
    const saved = await editor.saves(draft, filesOf(program, name))
    const { summary } = await editor.submitsDraft(saved, `${program}, as it was published.`)
    await approver.approves(summary.version, point)
    await approver.activates(summary.version, undefined, point)
  }
}
