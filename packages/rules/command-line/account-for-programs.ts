import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { analyze } from '../src/analysis/analyze.ts'
import type { Finding } from '../src/finding.ts'
import { type Loaded, loadPolicy, type Sound } from './load-policy.ts'
import { type CaseRun, runAllCases } from './run-cases.ts'

/** `T` the published text says so, `A` by arithmetic from it, `I` inferred, `G` a gap that the analysis has to find. */
export type Basis = 'T' | 'A' | 'I' | 'G'
export type WorkedCase = { id: string; basis: readonly Basis[]; title: string }
export type WorkedProgram = { program: string; name: string; cases: readonly WorkedCase[] }

/** How a worked case came out: `problems` is empty when it is as it should be. */
export type Accounted = WorkedCase & {
  /** The entries of case files that carry its id. */
  runs: readonly CaseRun[]
  /** For a gap: the findings that were expected, and whether the analysis reports each. */
  gaps: readonly { kind: string; pointer: string; file: string; found: boolean }[]
  problems: readonly string[]
}

export type AccountedProgram = Omit<WorkedProgram, 'cases'> & { cases: readonly Accounted[] }

export const programsFolder = join(import.meta.dirname, '../programs')

export const workedPrograms: readonly WorkedProgram[] = JSON.parse(
  readFileSync(join(programsFolder, 'worked-cases.json'), 'utf8'),
)

type Carried = { runs: CaseRun[]; gaps: Accounted['gaps'][number][] }

/** Runs all policies of all programs, and finds what became of each worked case. `faults`: what kept a policy from running. */
export async function accountForPrograms(): Promise<{ programs: AccountedProgram[]; faults: string[] }> {
  const carried = new Map<string, Carried>()
  const faults: string[] = []
  for (const loaded of loadPrograms()) {
    if (!loaded.sound?.cases) faults.push(...faultsOf(loaded))
    else for (const [id, each] of await carriedBy(loaded, loaded.sound)) merge(carried, id, each)
  }
  const known = new Set(workedPrograms.flatMap(({ cases }) => cases.map(({ id }) => id)))
  for (const id of carried.keys()) if (!known.has(id)) faults.push(`There is no worked case ${id}, which a case names.`)
  const programs = workedPrograms.map((program) => ({
    ...program,
    cases: program.cases.map((each) => accountFor(each, carried.get(each.id) ?? { runs: [], gaps: [] })),
  }))
  return { programs, faults }
}

function loadPrograms(): Loaded[] {
  const files = readdirSync(programsFolder, { recursive: true, encoding: 'utf8' })
  const surroundings = { folder: programsFolder, readStdin: () => '' }
  return files
    .filter((file) => file.endsWith('.policy.json'))
    .sort()
    .map((file) => loadPolicy(surroundings, file))
}

function faultsOf({ source, findings, casesSource }: Loaded): string[] {
  if (!casesSource) return [`${source.name} has no cases.`]
  return findings.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`)
}

async function carriedBy({ casesSource }: Loaded, sound: Sound): Promise<Map<string, Carried>> {
  const carried = new Map<string, Carried>()
  const cases = sound.cases!
  for (const run of await runAllCases({ ...sound, cases }, casesSource!))
    if (run.id !== undefined) merge(carried, run.id, { runs: [run], gaps: [] })
  const expected = cases.findings ?? []
  if (expected.length === 0) return carried
  const { findings } = analyze(sound.point, sound.policy, { cases })
  for (const { id, kind, pointer } of expected)
    if (id !== undefined) {
      const gap = {
        kind,
        pointer,
        file: casesSource!.name,
        found: findings.some((each) => isThat(each, kind, pointer)),
      }
      merge(carried, id, { runs: [], gaps: [gap] })
    }
  return carried
}

export const isThat = (finding: Finding, kind: string, pointer: string) =>
  finding.kind === kind && finding.pointer === pointer

function merge(carried: Map<string, Carried>, id: string, { runs, gaps }: Carried): void {
  const before = carried.get(id) ?? { runs: [], gaps: [] }
  carried.set(id, { runs: [...before.runs, ...runs], gaps: [...before.gaps, ...gaps] })
}

/** What the text decides has to be decided so by all cases with the id; what it leaves open has to be a finding. */
function accountFor(worked: WorkedCase, { runs, gaps }: Carried): Accounted {
  const isGap = worked.basis.includes('G')
  const isDecided = worked.basis.some((basis) => basis !== 'G')
  const problems = [
    ...(isDecided && runs.length === 0 ? ['No case carries this id.'] : []),
    ...runs
      .filter(({ pass }) => !pass)
      .map(
        ({ file, line, name, words }) =>
          `${file}:${line}: "${name}" expected ${words.expected}; came out ${words.actual}.`,
      ),
    ...(isGap && gaps.length === 0 ? ['No expected finding carries this id.'] : []),
    ...gaps
      .filter(({ found }) => !found)
      .map(({ file, kind, pointer }) => `${file}: the analysis doesn't report ${kind} at ${pointer}.`),
  ]
  return { ...worked, runs, gaps, problems }
}
