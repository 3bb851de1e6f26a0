/** Names in one cell, apart by `|` or `;`. A backslash before one of these, or before another backslash, makes it a letter of the name. */
export function namesIn(cell: string): string[] {
  const names: string[] = []
  let name = ''
  for (let at = 0; at < cell.length; at++) {
    const each = cell[at]!
    const next = cell[at + 1]
    if (each === '\\' && next !== undefined && '\\|;'.includes(next)) {
      name += next
      at++
    } else if (each === '|' || each === ';') {
      names.push(name)
      name = ''
    } else name += each
  }
  return [...names, name].map((each) => each.trim()).filter((each) => each !== '')
}

/** The other way round. */
export const cellOf = (names: readonly string[]): string =>
  names.map((name) => name.replaceAll(/[\\|;]/g, '\\$&')).join(' | ')
