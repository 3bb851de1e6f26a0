/** The names of facts or parameters that a part of a policy uses: `{"fact": …}` and `{"parameter": …}` at any depth. */
export const factsNamedIn = (part: unknown) => namesIn(part, 'fact')
export const parametersNamedIn = (part: unknown) => namesIn(part, 'parameter')

function namesIn(part: unknown, key: 'fact' | 'parameter'): string[] {
  if (Array.isArray(part)) return part.flatMap((each) => namesIn(each, key))
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([name, value]) =>
    name === key && typeof value === 'string' ? [value] : namesIn(value, key),
  )
}
