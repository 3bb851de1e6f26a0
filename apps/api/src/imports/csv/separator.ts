export const separators = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const
export type Separator = keyof typeof separators

const linesLookedAt = 50

/** The separator that cuts the first lines into the most even rows of more than one cell; comma when none does. */
export function separatorOf(head: string): { separator: Separator; declared: boolean } {
  const named = /^sep=([,;\t|])\r?\n/i.exec(head)?.[1]
  for (const [separator, sign] of Object.entries(separators))
    if (sign === named) return { separator: separator as Separator, declared: true }
  let best: { separator: Separator; even: number; cells: number } = { separator: 'comma', even: 0, cells: 1 }
  for (const [separator, sign] of Object.entries(separators) as [Separator, string][]) {
    const [header = 1, ...lines] = cellCounts(head, sign)
    if (header < 2) continue
    const even = lines.length === 0 ? 1 : lines.filter((cells) => cells === header).length / lines.length
    const tenths = Math.round(even * 10)
    if (tenths > best.even || (tenths === best.even && header > best.cells))
      best = { separator, even: tenths, cells: header }
  }
  return { separator: best.separator, declared: false }
}

/** How many cells each of the first lines has. Quotes are respected; a blank line isn't counted. */
function cellCounts(head: string, sign: string): number[] {
  const counts: number[] = []
  let cells = 1
  let isQuoted = false
  let isBlank = true
  let atStart = true
  for (const each of head) {
    if (each === '"' && (isQuoted || atStart)) {
      isQuoted = !isQuoted
      // A doubled quotation mark closes and opens again: the text goes on.
      atStart = !isQuoted
      isBlank = false
      continue
    }
    if (!isQuoted && (each === '\n' || each === '\r')) {
      if (!isBlank && counts.push(cells) === linesLookedAt) return counts
      cells = 1
      isBlank = true
      atStart = true
      continue
    }
    if (!isQuoted && each === sign) cells++
    atStart = !isQuoted && each === sign
    isBlank = false
  }
  if (!isBlank) counts.push(cells)
  return counts
}
