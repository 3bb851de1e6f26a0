type Colour = 'bold' | 'dim' | 'red' | 'yellow' | 'green'

const codes: Readonly<Record<Colour, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
}

export type Paint = Readonly<Record<Colour, (text: string) => string>>

/** Colours for a terminal; plain text for a file, a pipe, or whoever has set NO_COLOR. */
export function paintFor(stream: { isTTY?: boolean }, env: Readonly<Record<string, string | undefined>>): Paint {
  const coloured = stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
  const inColour = (colour: Colour) => (text: string) => {
    const [on, off] = codes[colour]
    return coloured ? `\u001b[${on}m${text}\u001b[${off}m` : text
  }
  return {
    bold: inColour('bold'),
    dim: inColour('dim'),
    red: inColour('red'),
    yellow: inColour('yellow'),
    green: inColour('green'),
  }
}
