/**
 * What a span may say of a statement: its kind, its name, and the text where values come apart from it. A text that carries
 * values in itself is told by the functions that it calls.
 */
export function describeStatement(asked: unknown): { name: string; attributes: Record<string, string> } {
  const { text, name, values } = readStatement(asked)
  const operation = /^\s*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? 'QUERY'
  const called = [...text.matchAll(/\bparley\.(\w+)\(/g)].map((match) => match[1]!)
  const hasOwnValues = /'|\$\$/.test(text) && !values
  return {
    name: name ?? (hasOwnValues && called.length > 0 ? called.at(-1)! : operation),
    attributes: {
      'db.system.name': 'postgresql',
      'db.operation.name': operation,
      'db.query.text': hasOwnValues
        ? called.map((each) => `${each}(?)`).join('; ')
        : text.replaceAll(/\s+/g, ' ').trim(),
    },
  }
}

function readStatement(asked: unknown): { text: string; name?: string; values: boolean } {
  if (typeof asked === 'string') return { text: asked, values: false }
  const { text, name, values } = (asked ?? {}) as { text?: unknown; name?: unknown; values?: unknown[] }
  return {
    text: typeof text === 'string' ? text : '',
    values: Array.isArray(values) && values.length > 0,
    ...(typeof name === 'string' ? { name } : {}),
  }
}
