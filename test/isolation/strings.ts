/** Every string in a value, also in JSON that stands in a string. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    if (value.length > 2 && /^[[{]/.test(value)) {
      try {
        return [value, ...stringsIn(JSON.parse(value))]
      } catch {
        return [value]
      }
    }
    return [value]
  }
  if (Array.isArray(value)) return value.flatMap(stringsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(stringsIn)
}
