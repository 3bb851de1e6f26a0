import { membersOf, type Place } from './json-place.ts'
import { factOf, outcomeNames, valuesOf } from './suggest.ts'
import { factNames, type Names, type Suggestion } from './suggestion.ts'

const quote = (text: string) => JSON.stringify(text)
const caseSnippet = `{
\t"name": "#{A sentence that says what happens}",
\t"facts": { #{} },
\t"expect": { "outcome": "#{review}", "because": ["#{rule}"] }
}`

/** What may stand at this place of a policy's examples (`cases.json`). */
export function suggestInExamples(text: string, place: Place, names: Names): Suggestion[] {
  const { point } = names
  const [first, second, third] = place.path
  const last = place.path.at(-1)
  if (place.role === 'between') return []
  if (place.role === 'key') {
    const inFacts = place.path.length === 1 ? first === 'base' : place.path.length === 3 && third === 'facts'
    if (inFacts) return factNames(point).map((each) => ({ ...each, json: `${each.json}: #{}`, fields: true }))
    if (place.path.length === 0)
      return members(['base', '{#{}}'], ['cases', '[#{}]'], ['together', '[#{}]'], ['findings', '[#{}]'])
    if (first === 'together') return keysTogether(place.path, point)
    if (first === 'findings') return members(['kind', '"#{}"'], ['pointer', '"#{/rules/0}"'])
    if (first === 'cases' && place.path.length === 2)
      return members(['name', '"#{}"'], ['facts', '{ #{} }'], ['expect', '{ "outcome": "#{}", "because": ["#{}"] }'])
    if (third === 'expect' && last === 'params') {
      const outer = place.starts.at(-2)
      const outcome = outer === undefined ? undefined : membersOf(text, outer).get('outcome')?.text
      const known = outcome && Object.hasOwn(point.outcomes, outcome) ? point.outcomes[outcome]?.parameters : undefined
      return members(...Object.keys(known ?? {}).map((name): [string, string] => [name, '#{}']))
    }
    return third === 'expect'
      ? members(['outcome', '"#{}"'], ['because', '["#{}"]'], ['params', '{#{}}'], ['missing', '["#{}"]'])
      : []
  }
  if (first === 'cases' && place.path.length === 2) return [{ label: 'New example', json: caseSnippet, fields: true }]
  if (first === 'base' && typeof second === 'string') return values(names, second)
  if (third === 'facts' && typeof last === 'string')
    return [...values(names, last), { label: 'null', json: 'null', detail: 'nobody knows it yet' }]
  if (last === 'outcome') return outcomeNames(point)
  if (place.path[3] === 'because')
    return [...names.rules, 'otherwise'].map((rule) => ({ label: rule, json: quote(rule) }))
  return place.path[3] === 'missing' ? factNames(point) : []
}

/** Several claims that are settled together: each with its facts over the base. */
function keysTogether(path: Place['path'], point: Names['point']): Suggestion[] {
  if (path.length === 2)
    return members(['name', '"#{}"'], ['claims', '{ "#{A}": { #{} } }'], ['expect', '{ "result": "#{}" }'])
  const inFacts = path[2] === 'claims' && path.length === 4
  return inFacts ? factNames(point).map((each) => ({ ...each, json: `${each.json}: #{}`, fields: true })) : []
}

const members = (...keys: [string, string][]): Suggestion[] =>
  keys.map(([label, value]) => ({ label, json: `${quote(label)}: ${value}`, fields: true }))

function values(names: Names, fact: string): Suggestion[] {
  const definition = factOf(names.point, fact)
  return definition ? valuesOf(definition) : []
}
