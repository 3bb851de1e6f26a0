import { parseCases } from '../src/cases.ts'
import { guardDocument } from '../src/checks/document-guard.ts'
import type { CaseFile } from '../src/decision.ts'
import { errorAt, type Finding } from '../src/finding.ts'
import { parseJson } from '../src/json.ts'
import { listed, own, suggestion } from '../src/names.ts'
import type { Point } from '../src/point.ts'
import { pointIds, points } from '../src/points/points.ts'
import { type Policy, parsePolicy } from '../src/policy.ts'
import { casesNameOf, policyFilesOf, readSource, readSourceIfThere, type SourceFile, stdinName } from './files.ts'
import type { Input } from './options.ts'
import { type PlacedFinding, place } from './places.ts'

/** A policy as it was read. `sound` holds it with its point when there are no errors in the policy or its cases. */
export type Loaded = {
  source: SourceFile
  casesSource?: SourceFile
  findings: readonly PlacedFinding[]
  sound?: Sound
}

export type Sound = { point: Point; policy: Policy; cases?: CaseFile }

/** Reads the policies that a command names, each with the cases beside it. */
export function loadPolicies(input: Input, mend: string): Loaded[] {
  const files = policyFilesOf(input, mend)
  const given = input.options.text('cases')
  return files.map((name) => loadPolicy(input, name, files.length === 1 ? given : undefined))
}

export function loadPolicy(input: Pick<Input, 'folder' | 'readStdin'>, name: string, casesName?: string): Loaded {
  const source = readSource(input, name)
  const casesSource =
    casesName !== undefined
      ? readSource(input, casesName)
      : name === stdinName
        ? undefined
        : readSourceIfThere(input, casesNameOf(name))
  return { source, ...(casesSource ? { casesSource } : {}), ...read(source, casesSource) }
}

function read(source: SourceFile, casesSource: SourceFile | undefined): Pick<Loaded, 'findings' | 'sound'> {
  const { point, policy, findings } = readPolicy(source)
  const placed = place(source, findings)
  if (!point || !casesSource) return { findings: placed, ...(point && policy ? { sound: { point, policy } } : {}) }
  const { cases, findings: mistakes } = readCases(point, casesSource, policy)
  placed.push(...place(casesSource, mistakes))
  return { findings: placed, ...(policy && cases ? { sound: { point, policy, cases } } : {}) }
}

function readPolicy({ text }: SourceFile): { point?: Point; policy?: Policy; findings: readonly Finding[] } {
  const { value, findings } = parseJson(text)
  if (findings) return { findings }
  const point = pointOf(value)
  if (!point) {
    const unsafe = guardDocument(value)
    return { findings: unsafe.length > 0 ? unsafe : [withoutPoint(value)] }
  }
  const parsed = parsePolicy(point, value)
  return { point, ...(parsed.policy ? { policy: parsed.policy } : {}), findings: parsed.findings }
}

function readCases(
  point: Point,
  { text }: SourceFile,
  policy: Policy | undefined,
): { cases?: CaseFile; findings: readonly Finding[] } {
  const { value, findings } = parseJson(text, { maxCharacters: 8_000_000 })
  if (findings) return { findings }
  const parsed = parseCases(point, value, policy)
  return parsed.cases ? { cases: parsed.cases, findings: [] } : { findings: parsed.findings }
}

function pointOf(json: unknown): Point | undefined {
  const id = typeof json === 'object' && json !== null && 'point' in json ? json.point : undefined
  return typeof id === 'string' ? own<Point>(points, id) : undefined
}

function withoutPoint(json: unknown): Finding {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return errorAt([], 'A policy is an object in braces.', 'Begin with { "point": …, or let "init" write a starter.')
  const all = `Write ${listed(pointIds.map((id) => `"${id}"`))}.`
  if (!('point' in json))
    return errorAt([], 'It isn\'t said which question this policy answers: "point" is missing.', all)
  const id = String(json.point)
  const near = suggestion(id, pointIds)
  return errorAt(['point'], `There is no decision point "${id}".`, near.startsWith('Did you mean') ? near : all)
}
