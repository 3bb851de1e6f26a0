import { membersOf, placeAt } from './json-place.ts'
import { factOf, operatorWords, suggestInPolicy } from './suggest.ts'
import { aboutFact, kindWords, type Names } from './suggestion.ts'

export type Explanation = { from: number; to: number; text: string }

/** What the word at this position of a policy, or of its examples, means; undefined where there is nothing to say. */
export function explainWord(
  text: string,
  pos: number,
  names: Names,
  derivedInWords: ReadonlyMap<string, string>,
): Explanation | undefined {
  const place = placeAt(text, pos)
  if (place.from === place.to) return undefined
  const token = text.slice(place.from, place.to).replace(/^"|"$/g, '')
  const said = place.role === 'key' ? ofKey(token) : ofValue(token)
  return said === undefined ? undefined : { from: place.from, to: place.to, text: said }

  function ofKey(key: string): string | undefined {
    if (factOf(names.point, key)) return ofFact(key)
    return suggestInPolicy(text, place, names).find(({ label }) => label === key)?.detail
  }

  function ofValue(value: string): string | undefined {
    const [last, parent] = [place.path.at(-1), place.path.at(-2)]
    if (last === 'fact' || place.path[0] === 'covers' || parent === 'missing') return ofFact(value)
    if (last === 'parameter') return ofParameter(value)
    if (last === 'condition') return names.conditions.get(value)
    if (last === 'operator' && Object.hasOwn(operatorWords, value)) return operatorWords[value]
    if (last === 'type' || last === 'outcome')
      return Object.hasOwn(names.point.outcomes, value) ? names.point.outcomes[value]?.title : undefined
    return undefined
  }

  function ofFact(name: string): string | undefined {
    const fact = factOf(names.point, name)
    if (!fact) return undefined
    const worked = derivedInWords.get(name.replace(/^derived\./, ''))
    return worked === undefined ? aboutFact(fact) : `${aboutFact(fact)} Worked out: ${worked}.`
  }

  function ofParameter(name: string): string | undefined {
    const parameter = names.parameters.get(name)
    if (!parameter) return undefined
    const kind = Object.hasOwn(kindWords, parameter.kind) ? kindWords[parameter.kind as keyof typeof kindWords] : ''
    return `${parameter.title}: ${[kind, valueWords(name)].filter(Boolean).join(', ')}.`
  }

  function valueWords(name: string): string {
    const root = text.indexOf('{')
    const parameters = root < 0 ? undefined : membersOf(text, root).get('parameters')
    const parameter = parameters && membersOf(text, parameters.from).get(name)
    const members = parameter && membersOf(text, parameter.from)
    return [members?.get('value')?.text, members?.get('unit')?.text].filter(Boolean).join(' ')
  }
}
