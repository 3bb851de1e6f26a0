/**
 * What a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises: a cell that begins with one of
 * = + - @, their wide forms, a tab or a line break. One that has apostrophes before such a sign gets one more, so that nothing is lost.
 */
export const harmless = (cell: string): string => (/^'*[=+\-@＝＋－＠\t\r\n]/.test(cell) ? `'${cell}` : cell)

/** Takes off the apostrophe that an export put there. */
export const withoutGuard = (cell: string): string => (/^'+[=+\-@＝＋－＠\t\r\n]/.test(cell) ? cell.slice(1) : cell)

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

/** One line of a CSV file, made harmless: RFC 4180, quoted where needed. */
export function csvLine(cells: readonly string[], sign: ',' | ';'): string {
  const safe = cells.map(harmless).map((cell) => (/[",;\t|\r\n']|^\s|\s$/.test(cell) ? quoted(cell) : cell))
  // A single blank cell would be a blank line, which is no row.
  return `${safe.length === 1 && safe[0] === '' ? '""' : safe.join(sign)}\r\n`
}
