/** Keys whose values are nobody's business in a log, wherever they are. */
const secretKey =
  /pass(word|phrase)?|secret|token|cookie|authori[sz]ation|credential|e-?mail|address|phone|session$|api-?key|^(headers|body|query|params|values|input|payload|answer|detail|details|hint|where|internalQuery|name|first_?name|last_?name|[a-z]+name|[a-z]+_name|url|path|code)$/i

/** Of a Postgres error, what names our own things and never a value. */
const ofDatabase = ['severity', 'constraint', 'table', 'schema', 'column', 'routine'] as const

const deepest = 5
const longest = 2000

/** A copy of what is to be logged, without what may not be. Errors are told by kind, place and message without values. */
export function withoutSecrets(given: Record<string, unknown>): Record<string, unknown> {
  return cleanObject(given, 0)
}

function cleanObject(given: Record<string, unknown>, depth: number): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(given)) {
    if (!secretKey.test(key)) kept[key] = clean(value, depth + 1)
  }
  return kept
}

function clean(value: unknown, depth: number): unknown {
  if (value instanceof Error) return describeError(value, depth)
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'string') return value.slice(0, longest)
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value
  if (depth >= deepest) return '…'
  if (isThrown(value)) return describeError(value, depth)
  if (Array.isArray(value)) return value.slice(0, 50).map((each) => clean(each, depth + 1))
  return cleanObject(value as Record<string, unknown>, depth)
}

/** A copy of an error that went through a queue is told like one. */
const isThrown = (value: object): value is Error =>
  typeof (value as Error).message === 'string' && typeof (value as Error).stack === 'string'

type Thrown = Error & { code?: unknown; cause?: unknown; routine?: unknown } & Record<string, unknown>

function describeError(error: Error, depth: number): Record<string, unknown> {
  const thrown = error as Thrown
  const code = typeof thrown.code === 'string' && /^[A-Za-z0-9_]{1,60}$/.test(thrown.code) ? thrown.code : undefined
  // Without the message, which may have lines that look like places.
  const frames = (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
  const named = ofDatabase.flatMap((key) => (typeof thrown[key] === 'string' ? [[key, thrown[key]]] : []))
  return {
    type: error.name ?? 'Error',
    message: messageOf(thrown, code),
    ...(code ? { code } : {}),
    ...Object.fromEntries(named),
    at: frames.slice(0, 12).map((line) => line.trim()),
    ...(thrown.cause instanceof Error && depth < deepest ? { cause: describeError(thrown.cause, depth + 1) } : {}),
  }
}

/** What the language itself throws repeats what it was given: `Invalid currency code : …`. Kind and place say enough. */
const ofLanguage: Record<string, string> = {
  SyntaxError: 'a text that can’t be read',
  RangeError: 'a value that is out of range',
  TypeError: 'a value of the wrong kind',
}

/** What it says in words of the program alone. */
const ofProgram = /^(Cannot (read|set) properties of (undefined|null)|fetch failed)/

/** Postgres repeats the value that it couldn't read (class 22), and JSON.parse the text: of those, only the kind is told. */
function messageOf(error: Thrown, code: string | undefined): string {
  const kind = ofLanguage[error.name]
  if (kind) return ofProgram.exec(error.message)?.[0] ?? kind
  const message = error.message.slice(0, longest)
  if (code && /^2[23]\d?[0-9A-Z]{2,3}$/.test(code) && code.length === 5) return message.split(/[:"]/)[0]!.trim()
  const withoutUrls = message.replaceAll(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/gi, '[url]')
  // Of what Postgres doesn't find or doesn't permit (class 42), the quoted names are tables and functions of ours.
  return code && /^42[0-9A-Z]{3}$/.test(code) ? withoutUrls : withoutUrls.replaceAll(/"[^"]*"|“[^”]*”/g, '"…"')
}

const looksSecret = [
  // No part may hold the sign that ends it, and none is longer than an address has it: else one long text takes seconds.
  /[^\s"'<>()[\]{},;:=\\@]{1,64}@[^\s"'<>()[\]{},;:=\\@]{1,253}\.[^\s"'<>()[\]{},;:=\\@]{1,63}/g,
  /\b(plk|whsec)_[A-Za-z0-9+/=_-]+/g,
  /\bBearer\s+[^\s"\\]+/gi,
  /\bparley\.[a-z_]*(token|data)=[^;\s"\\]+/g,
  /\beyJ[A-Za-z0-9_-]{10,}(\.[A-Za-z0-9_-]*){0,2}/g,
]

/** The last line of defence, on every line as it is written: addresses, keys and tokens are cut, whoever logged them. */
export function scrub(line: string): string {
  let safe = line
  for (const pattern of looksSecret) safe = safe.replaceAll(pattern, '[…]')
  return safe
}
