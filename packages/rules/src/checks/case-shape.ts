import { errorAt, type Finding, findingsOf, type Path } from '../finding.ts'
import { listed, nearestName, own, quoted } from '../names.ts'

/** What stands in one object of a file of cases: by key, what to add where it is missing; '' where it may be left out. */
type Form = { called: string; keys: Readonly<Record<string, string>> }

const file: Form = {
  called: 'A file of cases',
  keys: {
    base: 'Add "base": the facts from which every case starts, {} for none.',
    cases: 'Add "cases": a list with at least one case for each rule.',
    together: '',
    findings: '',
  },
}
const single: Form = {
  called: 'A case',
  keys: {
    id: '',
    name: 'Add "name": a sentence that says what the case shows.',
    facts: 'Add "facts": what is different from the base, {} for nothing.',
    expect: 'Add "expect": {"outcome": "…", "because": ["…"]}, or {"missing": ["…"]} where facts are asked for.',
  },
}
const joint: Form = {
  called: 'A case under "together"',
  keys: {
    id: '',
    name: 'Add "name": a sentence that says what the case shows.',
    claims: 'Add "claims": the facts of each claim over the base, by claimant.',
    expect: 'Add "expect": the part of the result that counts here.',
  },
}
const finding: Form = {
  called: 'A finding',
  keys: {
    id: '',
    kind: 'Add "kind": "analyze --json" prints it.',
    pointer: 'Add "pointer": the way to the place; "analyze --json" prints it.',
  },
}
const decided: Form = {
  called: '"expect"',
  keys: {
    outcome: 'Add "outcome": what comes out.',
    because: 'Add "because": the ids of the rules that decide, or ["otherwise"].',
    params: '',
  },
}
const asking: Form = { called: '"expect"', keys: { missing: 'Add "missing": the facts that are asked for.' } }

/** Whether a document has the shape of a file of cases; without a finding it is one. What its names mean isn't looked at. */
export function checkCaseShape(json: unknown): Finding[] {
  if (!isRecord(json))
    return [errorAt([], 'A file of cases is an object in braces.', 'Begin with { "base": {}, "cases": [] }.')]
  return [
    ...checkKeys(json, file, []),
    ...checkPart(json, 'base', [], checkFacts),
    ...checkList(json, 'cases', [], checkSingle),
    ...checkList(json, 'together', [], checkJoint),
    ...checkList(json, 'findings', [], checkExpectedFinding),
  ]
}

type Json = Record<string, unknown>
type Check = (value: unknown, path: Path) => Finding[]

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

function checkSingle(value: unknown, path: Path): Finding[] {
  if (!isRecord(value)) return [notAnObject(single, path)]
  return [
    ...checkKeys(value, single, path),
    ...checkTexts(value, ['id', 'name'], path),
    ...checkPart(value, 'facts', path, checkFacts),
    ...checkPart(value, 'expect', path, checkExpect),
  ]
}

function checkJoint(value: unknown, path: Path): Finding[] {
  if (!isRecord(value)) return [notAnObject(joint, path)]
  return [
    ...checkKeys(value, joint, path),
    ...checkTexts(value, ['id', 'name'], path),
    ...checkPart(value, 'claims', path, checkClaims),
    ...checkPart(value, 'expect', path, (expected, at) =>
      isRecord(expected)
        ? []
        : [errorAt(at, '"expect" has to be an object in braces.', 'Write for example {"result": "nobody"}.')],
    ),
  ]
}

const checkClaims: Check = (claims, path) =>
  isRecord(claims)
    ? findingsOf(Object.entries(claims), ([claimant, facts]) => checkFacts(facts, [...path, claimant]))
    : [
        errorAt(
          path,
          '"claims" has to be an object in braces.',
          'Write the facts of each claim, by claimant: {"Alder": {}, "Brightwater": {}}.',
        ),
      ]

function checkExpectedFinding(value: unknown, path: Path): Finding[] {
  if (!isRecord(value)) return [notAnObject(finding, path)]
  return [...checkKeys(value, finding, path), ...checkTexts(value, ['id', 'kind', 'pointer'], path)]
}

const checkFacts: Check = (value, path) =>
  isRecord(value)
    ? []
    : [errorAt(path, `"${String(path.at(-1))}" has to be an object in braces.`, 'Write {"fact": value}, {} for none.')]

const checkExpect: Check = (value, path) => {
  if (!isRecord(value)) return [errorAt(path, '"expect" has to be an object in braces.', single.keys.expect!)]
  const keys = Object.keys(value)
  if (keys.length === 0) return [errorAt(path, "It isn't said what should come out.", single.keys.expect!)]
  const asks = Object.hasOwn(value, 'missing')
  if (asks && Object.hasOwn(value, 'outcome'))
    return [errorAt(path, 'A case is decided, or it asks for facts: not both.', 'Keep either "outcome" or "missing".')]
  if (asks) return [...checkKeys(value, asking, path), ...checkNames(value, 'missing', path, '"deal.kind"')]
  return [
    ...checkKeys(value, decided, path),
    ...checkTexts(value, ['outcome'], path),
    ...checkNames(value, 'because', path, '"otherwise"'),
    ...checkPart(value, 'params', path, checkFacts),
  ]
}

/** No keys but those of the form, and all that it needs. */
function checkKeys(value: Json, form: Form, path: Path): Finding[] {
  const known = Object.keys(form.keys)
  const strange = Object.keys(value).filter((key) => !known.includes(key))
  return [
    ...strange.map((key) => {
      const near = nearestName(key, known)
      const all = `${form.called} has ${listed(
        known.map((each) => `"${each}"`),
        'and',
      )}.`
      return errorAt(
        [...path, key],
        `"${key}" doesn't belong here.`,
        near !== undefined && !Object.hasOwn(value, near) ? `Did you mean "${near}"?` : `Remove it. ${all}`,
      )
    }),
    ...known
      .filter((key) => form.keys[key] !== '' && !Object.hasOwn(value, key))
      // A key that was mistyped is told once.
      .filter((key) => !strange.some((each) => nearestName(each, known) === key))
      .map((key) => errorAt([...path, key], `"${key}" is missing.`, form.keys[key])),
  ]
}

const checkPart = (value: Json, key: string, path: Path, check: Check): Finding[] =>
  Object.hasOwn(value, key) ? check(value[key], [...path, key]) : []

function checkTexts(value: Json, keys: readonly string[], path: Path): Finding[] {
  return keys.flatMap((key) =>
    checkPart(value, key, path, (text, at) =>
      (typeof text === 'string' && text !== '') || (key === 'pointer' && text === '')
        ? []
        : [errorAt(at, `${quoted(text)} can't be the "${key}".`, 'Write a text in quotation marks.')],
    ),
  )
}

function checkList(value: Json, key: string, path: Path, check: Check): Finding[] {
  return checkPart(value, key, path, (list, at) =>
    Array.isArray(list)
      ? findingsOf(list, (each, index) => check(each, [...at, index]))
      : [errorAt(at, `"${key}" has to be a list.`, 'Write [brackets] around it.')],
  )
}

/** A list of names, at least one: ids of rules, or facts. */
function checkNames(value: Json, key: string, path: Path, example: string): Finding[] {
  return checkPart(value, key, path, (names, at) => {
    if (!Array.isArray(names))
      return [
        errorAt(
          at,
          `"${key}" has to be a list.`,
          `Write it in brackets: [${typeof names === 'string' ? quoted(names) : example}].`,
        ),
      ]
    if (names.length === 0) return [errorAt(at, `"${key}" is empty.`, `Name at least one, for example [${example}].`)]
    const wrong = names.findIndex((name) => typeof name !== 'string')
    if (wrong < 0) return []
    return [errorAt([...at, wrong], `${quoted(names[wrong])} is no name.`, 'Write names in quotation marks.')]
  })
}

const notAnObject = (form: Form, path: Path): Finding =>
  errorAt(
    path,
    `${form.called} is an object in braces.`,
    `Write ${listed(
      Object.keys(form.keys)
        .filter((key) => own(form.keys, key) !== '')
        .map((key) => `"${key}"`),
      'and',
    )} in it.`,
  )
