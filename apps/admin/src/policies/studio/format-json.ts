const width = 120

/** JSON text as this project writes it: two spaces, and on one line whatever is flat and short. Idempotent. */
export function formatJson(value: unknown): string {
  return `${print(value, 0, 0)}\n`
}

/** The same for a value that stands deeper: its lines after the first begin with `indent` spaces more. */
export const formatInside = (value: unknown, indent: number): string => print(value, indent, 0)

function print(value: unknown, indent: number, before: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Array.isArray(value)
    ? value.map((item) => ['', item] as const)
    : Object.entries(value).map(([key, item]) => [`${JSON.stringify(key)}: `, item] as const)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  if (entries.length === 0) return `${open}${close}`
  const short = oneLine(value)
  if (depth(value) <= 3 && indent + before + short.length <= width) return short
  const inner = ' '.repeat(indent + 2)
  const lines = entries.map(([key, item]) => `${inner}${key}${print(item, indent + 2, key.length)}`)
  return `${open}\n${lines.join(',\n')}\n${' '.repeat(indent)}${close}`
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

const depth = (value: unknown): number =>
  typeof value !== 'object' || value === null ? 0 : 1 + Math.max(0, ...Object.values(value).map(depth))
