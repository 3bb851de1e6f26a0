import { AppError } from './app-error.ts'

/** The sort key and id of the last row that was given; opaque to the asker. */
export type Cursor = { sort: string; key: string; id: string }

export function encodeCursor({ sort, key, id }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, key, id])).toString('base64url')
}

/** Throws 422 for a cursor that isn't ours, or belongs to another order. */
export function decodeCursor(text: string, sort: string): Cursor {
  const detail = 'Use the cursor as it was given, with the same order; or start without one.'
  const refused = new AppError('refused', detail, [{ pointer: '/cursor', detail }])
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    throw refused
  }
  if (!Array.isArray(parts) || parts.length !== 3 || parts.some((part) => typeof part !== 'string')) throw refused
  const [of, key, id] = parts as [string, string, string]
  if (of !== sort || key.includes('\0') || !/^[0-9a-f-]{36}$/.test(id)) throw refused
  return { sort, key, id }
}

/** The rows of one page, of one more than asked for, and where the next begins. */
export function toPage<Row extends { id: string }>(
  rows: Row[],
  limit: number,
  sort: string,
  keyOf: (row: Row) => string,
) {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const nextCursor = rows.length > limit && last ? encodeCursor({ sort, key: keyOf(last), id: last.id }) : null
  return { page, nextCursor }
}

/** `%text%` for LIKE, in which the text stands for itself. */
export const containing = (text: string) => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`

/** Collects the conditions of a query and numbers their parameters. */
export class Conditions {
  readonly params: unknown[] = []
  #parts: string[] = []

  /** `$?` in the condition stands for the value. */
  add(condition: string, ...values: unknown[]): void {
    let next = 0
    this.#parts.push(condition.replaceAll('$?', () => this.param(values[next++])))
  }

  param(value: unknown): string {
    this.params.push(value)
    return `$${this.params.length}`
  }

  toString(): string {
    return this.#parts.length === 0 ? '' : `WHERE ${this.#parts.map((part) => `(${part})`).join(' AND ')}`
  }
}
