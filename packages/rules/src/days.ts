/** Calendar days as `YYYY-MM-DD` in documents, and as whole days since 1970-01-01 where they are compared. */

const millisecondsPerDay = 86_400_000

export const firstDay = 0
/** 9999-12-31. */
export const lastDay = 2_932_896

/** Days since 1970-01-01, or undefined when the text is no real day between 1970-01-01 and 9999-12-31. */
export function parseDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const epochDay = toEpochDay(text)
  return epochDay >= firstDay && epochDay <= lastDay && fromEpochDay(epochDay) === text ? epochDay : undefined
}

/** Days since 1970-01-01 of a day that was parsed before. */
export function toEpochDay(day: string): number {
  return Math.floor(Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1, +day.slice(8, 10)) / millisecondsPerDay)
}

export function fromEpochDay(epochDay: number): string {
  return new Date(epochDay * millisecondsPerDay).toISOString().slice(0, 10)
}
