/** What stands in braces in a wording: `{deal.amountMinor}`, `{parameter.minimumAmountMinor}`, `{outcome.protectionDays}`. */
type Placeholder = {
  of: 'fact' | 'parameter' | 'outcome' | 'nothing'
  name: string
  /** As written, braces included. */
  source: string
}

const inBraces = /\{([^{}]*)\}|[{}]/g
const dottedName = /^[a-z][a-zA-Z0-9]*(\.[a-z][a-zA-Z0-9]*)+$/

export function placeholdersOf(template: string): Placeholder[] {
  return [...template.matchAll(inBraces)].map((match) => placeholderOf(match[0], match[1]))
}

/** The template with each placeholder replaced by what `fill` makes of it. */
export function fillTemplate(template: string, fill: (placeholder: Placeholder) => string): string {
  return template.replaceAll(inBraces, (source, inside: string | undefined) => fill(placeholderOf(source, inside)))
}

function placeholderOf(source: string, inside: string | undefined): Placeholder {
  if (inside === undefined || !dottedName.test(inside)) return { of: 'nothing', name: '', source }
  const [first, ...rest] = inside.split('.')
  if (first === 'parameter' || first === 'outcome') return { of: first, name: rest.join('.'), source }
  return { of: 'fact', name: inside, source }
}
