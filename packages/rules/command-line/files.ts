import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { nearestName } from '../src/names.ts'
import { WrongUse } from './answer.ts'
import type { Input } from './options.ts'

/** A text and the name by which the person knows it. */
export type SourceFile = { name: string; text: string }

/** A policy document has at most 1 MB; a file with more is refused before it is read. */
const mostBytes = 8_000_000

export const stdinName = '-'

const isPolicyName = (name: string) => name === 'policy.json' || name.endsWith('.policy.json')
const isCasesName = (name: string) => name === 'cases.json' || name.endsWith('.cases.json')

/** The policy files that these names stand for: files as they are, folders with all policies in them, `-` for stdin. */
export function policyFilesOf({ names, folder }: Pick<Input, 'names' | 'folder'>, mend: string): string[] {
  if (names.length === 0) throw new WrongUse('Name at least one policy file or folder.', mend)
  if (names.filter((name) => name === stdinName).length > 1)
    throw new WrongUse('"-" stands here twice.', 'Stdin is read once.')
  const files = names.flatMap((name) => {
    if (name === stdinName) return [name]
    const path = resolve(folder, name)
    if (!stateOf(path, name).isDirectory()) {
      if (isCasesName(path.split(sep).at(-1)!))
        throw new WrongUse(
          `${name} holds cases.`,
          `Name the policy beside it: ${name.replace(/cases\.json$/, 'policy.json')}.`,
        )
      return [name]
    }
    const found = policiesBelow(path)
    if (found.length === 0)
      throw new WrongUse(`The folder "${name}" has no policy.`, 'Policies are named policy.json or <name>.policy.json.')
    return found.map((file) => relative(folder, file) || file)
  })
  return [...new Set(files)]
}

function policiesBelow(path: string): string[] {
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    const below = join(path, entry.name)
    if (entry.isDirectory())
      return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : policiesBelow(below)
    return entry.isFile() && isPolicyName(entry.name) ? [below] : []
  })
}

/** The file of cases that belongs to a policy file. */
export function casesNameOf(policyName: string): string {
  return policyName.endsWith('policy.json')
    ? policyName.replace(/policy\.json$/, 'cases.json')
    : policyName.replace(/(\.json)?$/, '.cases.json')
}

export function readSource({ folder, readStdin }: Pick<Input, 'folder' | 'readStdin'>, name: string): SourceFile {
  if (name === stdinName) return { name: 'stdin', text: readStdin() }
  const path = filePathOf({ folder }, name)
  const { size } = statSync(path)
  if (size > mostBytes)
    throw new WrongUse(`${name} has ${Math.round(size / 1_000_000)} MB.`, 'A policy has at most 1 MB: split it.')
  return { name, text: readFileSync(path, 'utf8') }
}

/** Where a file is that has to be there. */
export function filePathOf({ folder }: Pick<Input, 'folder'>, name: string): string {
  const path = resolve(folder, name)
  if (!stateOf(path, name).isFile()) throw new WrongUse(`${name} is not a file.`, 'Name a file.')
  return path
}

/** The file if it is there. */
export function readSourceIfThere(input: Pick<Input, 'folder' | 'readStdin'>, name: string): SourceFile | undefined {
  return statSync(resolve(input.folder, name), { throwIfNoEntry: false })?.isFile()
    ? readSource(input, name)
    : undefined
}

function stateOf(path: string, name: string) {
  const state = statSync(path, { throwIfNoEntry: false })
  if (state) return state
  const parent = resolve(path, '..')
  const beside = statSync(parent, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(parent) : []
  throw new WrongUse(`There is no file ${name}.`, nearestFile(path.split(sep).at(-1)!, beside))
}

/** Compared without their dots: all policies end alike. */
function nearestFile(name: string, beside: readonly string[]): string {
  const near = nearestName(
    name.replaceAll('.', '-'),
    beside.map((each) => each.replaceAll('.', '-')),
  )
  const found = beside.find((each) => each.replaceAll('.', '-') === near)
  return found === undefined ? 'Look at how its name is written, and from which folder.' : `Did you mean "${found}"?`
}
