import type { Clause } from '../src/explain/plain-language.ts'
import type { RulesOfEngagement } from './rules-of-engagement.ts'

/** How headings, lists and emphasis are written. Texts of a policy go through `plain`. */
type Style = {
  heading: (level: number, text: string) => string
  item: (text: string) => string
  strong: (text: string) => string
  plain: (text: string) => string
}

/** Whatever a policy says stays text: no mark-up, no HTML. */
const markdown: Style = {
  heading: (level, text) => `${'#'.repeat(level)} ${text}`,
  item: (text) => `- ${text}`,
  strong: (text) => `**${text}**`,
  plain: (text) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll(/[\\`*_[\]#|~]/g, '\\$&')
      .replaceAll(/\s+/g, ' '),
}

const plainText: Style = {
  heading: (level, text) => (level < 3 ? `${text}\n${(level === 1 ? '=' : '-').repeat([...text].length)}` : text),
  item: (text) => `  - ${text}`,
  strong: (text) => text,
  plain: (text) => text.replaceAll(/\s+/g, ' '),
}

export const styles = { markdown, text: plainText }

/** The rules of engagement as one text. */
export function rulesAsText(rules: RulesOfEngagement, { heading, item, strong, plain }: Style): string {
  const style = { heading, item, strong, plain }
  const part = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', heading(2, title), '', ...lines]
  const explained = (each: { title: string; text: string }) =>
    item(`${strong(plain(each.title))}: ${plain(each.text)}.`)
  return [
    heading(1, plain(rules.title)),
    '',
    `Version ${rules.version}. ${plain(rules.question)}${rules.clauses.some(({ published }) => !published) ? ' For staff: internal rules are among them.' : ''}`,
    ...part('Rules', [rules.order]),
    ...rules.clauses.flatMap((clause, index) => clauseAsText(clause, index, rules, style)),
    ...part('What the terms mean', rules.terms.map(explained)),
    ...part(
      'Figures',
      rules.figures.map((each) => item(figureAsText(each, style))),
    ),
    ...part('How it is worked out', rules.workedOut.map(explained)),
    ...part(
      'Calendar',
      (rules.calendar ?? []).map((line) => item(plain(line))),
    ),
    ...rules.calendars.flatMap(({ title, lines }) =>
      part(
        plain(`${title.charAt(0).toUpperCase()}${title.slice(1)}`),
        lines.map((line) => item(plain(line))),
      ),
    ),
    ...part(
      'Sources',
      rules.sources.map(({ source, rules: titles }) => item(`${plain(source)}: ${titles.map(plain).join('; ')}`)),
    ),
  ].join('\n')
}

function clauseAsText(clause: Clause, index: number, { audience }: RulesOfEngagement, style: Style): string[] {
  const { heading, item, strong, plain } = style
  const number = clause.rule === 'otherwise' ? '' : `${index + 1}. `
  const internal = audience === 'staff' && !clause.published ? ' (internal)' : ''
  const outcome = strong(plain(clause.outcome))
  const when = clause.holds === 'any' ? 'at least one of these holds' : 'all of this holds'
  return [
    '',
    heading(3, `${number}${plain(clause.title)}${internal}`),
    '',
    clause.conditions.length === 0
      ? `${outcome}.`
      : `${outcome}, if ${clause.conditions.length === 1 ? 'this holds' : when}:`,
    ...(clause.conditions.length === 0 ? [] : ['', ...clause.conditions.map((each) => item(plain(each)))]),
    ...(clause.criteria === undefined
      ? []
      : ['', 'What a person weighs:', '', ...clause.criteria.map((each) => item(plain(each)))]),
    ...(clause.why === undefined ? [] : ['', `Why: ${plain(clause.why)}`]),
    ...(clause.possible === undefined ? [] : ['', `What is possible: ${plain(clause.possible)}`]),
    ...(clause.source === undefined ? [] : ['', `Source: ${plain(clause.source)}`]),
  ]
}

function figureAsText(figure: RulesOfEngagement['figures'][number], { strong, plain }: Style): string {
  const { title, value, startsAt, of } = figure
  const base = of === undefined ? '' : ` of ${plain(of)}`
  const start = startsAt === undefined ? '' : `, counted from ${plain(startsAt)}`
  return `${plain(title)}: ${strong(plain(value))}${base}${start}`
}
