import { own } from '../../src/names.ts'
import type { FactDefinition, OutcomeDefinition, OutcomeParameter, Point, Setting } from '../../src/point.ts'
import { pointIds, points } from '../../src/points/points.ts'
import { together } from '../../src/together.ts'

/** `docs/decision-points.md`: everything that a policy of each point may ask about and answer, from the code. */
export function pointsPage(): string {
  return [
    '# Decision points',
    '',
    "Written from the code by `node packages/rules/schemas/write-points.ts`; a test holds it to the code, so don't edit it by hand.",
    'How to use it: [Writing policies](policies.md); what each column means: [the reference](policy-reference.md).',
    '',
    '"Staff" marks what partners may not know; "its own", what a partner is told only where it speaks of what is its own or was checked. "A judgement" is a fact that a person weighs: rules that rest on it say by which criteria.',
    '',
    ...pointIds.map((id) => `- [\`${id}\`](#${id}): ${points[id].question}`),
    ...pointIds.flatMap((id) => sectionOf(points[id])),
    '',
  ].join('\n')
}

function sectionOf(point: Point): string[] {
  const settings = Object.entries(point.settings ?? {})
  return [
    '',
    `## ${point.id}`,
    '',
    `**${point.question}** ${hitPolicyOf(point)}`,
    ...table(
      ['setting', 'kind', 'what it says'],
      settings.map(([name, setting]) => [
        code(name),
        kindOf(setting),
        `${setting.title}${setting.optional ? ' (may be left out)' : ''}`,
      ]),
    ),
    ...table(
      ['outcome', 'for the partner', 'carries'],
      Object.entries(point.outcomes).map(([name, outcome]) => [
        `${code(name)} ${outcome.title}`,
        favourOf(outcome),
        carriedBy(outcome),
      ]),
    ),
    ...table(
      ['fact', 'kind', 'what it says', ''],
      Object.entries(point.facts).map(([name, fact]) => [code(name), kindOf(fact), fact.title, remarksOn(fact)]),
    ),
  ]
}

function hitPolicyOf(point: Point): string {
  const how =
    point.hitPolicy === 'first'
      ? 'Hit policy `first`: the rule with the highest priority decides.'
      : `Hit policy \`collect\`: all rules that lead to \`${collectedOf(point)}\` make it together; a rule with another outcome decides alone.`
  return own(together, point.id) ? `${how} Asked for each claim, and the answers are then compared.` : how
}

const collectedOf = ({ outcomes }: Point) => Object.keys(outcomes).find((type) => own(outcomes, type)!.collected)

function favourOf({ favour, careful, personDecides }: OutcomeDefinition): string {
  const words = { 2: 'granted', 1: 'granted in part', 0: 'waiting, or nothing changes', '-1': 'a refusal' } as const
  return [words[favour], careful ? 'may be `otherwise`' : '', personDecides ? 'needs criteria' : '']
    .filter(Boolean)
    .join('; ')
}

function carriedBy({ parameters }: OutcomeDefinition): string {
  const all = Object.entries(parameters).map(([name, parameter]) => `${code(name)}: ${carried(parameter)}`)
  return all.join('<br>') || 'nothing'
}

function carried(parameter: OutcomeParameter): string {
  const remarks = [
    kindOf(parameter),
    'startsAt' in parameter && parameter.startsAt ? `from ${parameter.startsAt}` : '',
    parameter.optional ? 'may be left out' : '',
    parameter.aggregation ? `of several: ${aggregations[parameter.aggregation]}` : '',
  ]
  return `${parameter.title} (${remarks.filter(Boolean).join('; ')})`
}

const aggregations = {
  sum: 'added up',
  least: 'the least',
  greatest: 'the greatest',
  first: "the first rule's",
} as const

function kindOf(definition: FactDefinition | OutcomeParameter | Setting): string {
  switch (definition.kind) {
    case 'choice':
      return Object.entries(definition.values)
        .map(([value, words]) =>
          words.toLowerCase() === value.toLowerCase() ? code(value) : `${code(value)} ${words}`,
        )
        .join(', ')
    case 'count': {
      const { unit, minimum, maximum } = definition
      const from = minimum < 0 ? minimum.toLocaleString('en-US').replace('-', '−') : minimum
      return `count of \`${unit}\`, ${from} to ${maximum.toLocaleString('en-US')}`
    }
    case 'rate':
      return `rate of ${definition.of}`
    default:
      return definition.kind
  }
}

const remarksOn = ({ knownTo, toldWhen, judgement }: FactDefinition) =>
  [knownTo === 'staff' ? 'staff' : toldWhen ? 'its own' : '', judgement ? 'a judgement' : ''].filter(Boolean).join(', ')

const code = (text: string) => `\`${text}\``

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return []
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return ['', line(heads), line(heads.map(() => '---')), ...rows.map(line)]
}
