/** Moments as `YYYY-MM-DDTHH:MM:SS.sssZ` in documents, and as milliseconds since 1970-01-01T00:00Z where they are compared. */

/** 9999-12-31T23:59:59.999Z. */
export const lastInstant = 253_402_300_799_999

/** Milliseconds, or undefined when the text is no real moment in just that form. */
export function parseInstant(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text)) return undefined
  const milliseconds = Date.parse(text)
  return milliseconds >= 0 && fromMilliseconds(milliseconds) === text ? milliseconds : undefined
}

/** Milliseconds of an instant that was parsed before. */
export function toMilliseconds(instant: string): number {
  return Date.parse(instant)
}

export function fromMilliseconds(milliseconds: number): string {
  return Number.isNaN(milliseconds) ? '' : new Date(milliseconds).toISOString()
}
