export type Path = (string | number)[]

/**
 * Where the cursor stands in JSON that is being typed and so may be broken anywhere. `path` leads to the value under the
 * cursor or, for a key, to the object that holds it. `starts` are the offsets of the open brackets, outermost first.
 */
export type Place = {
  role: 'key' | 'value' | 'between'
  path: Path
  starts: number[]
  /** The token under the cursor, with its quotation marks; empty at the cursor when there is none. */
  from: number
  to: number
  quoted: boolean
}

type Frame = { kind: '{' | '['; start: number; key: string; index: number; expects: 'key' | 'value' | 'separator' }
type Token = { from: number; to: number; quoted: boolean }

const scalar = /[^\s"{}[\],:]+/y

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at + 1
    else if (text[at] === '\n') return at
  }
  return text.length
}

const content = (raw: string) => raw.replace(/^"/, '').replace(/"$/, '')

/** Walks the text up to `pos`; a few milliseconds for the largest policy. */
export function placeAt(text: string, pos: number): Place {
  const frames: Frame[] = []
  let under: Token | undefined
  let at = 0
  while (at < pos && !under) {
    const character = text[at] as string
    const frame = frames.at(-1)
    if (character === '{' || character === '[') {
      frames.push({ kind: character, start: at, key: '', index: 0, expects: character === '{' ? 'key' : 'value' })
      at++
    } else if (character === '}' || character === ']') {
      frames.pop()
      const outer = frames.at(-1)
      if (outer) outer.expects = 'separator'
      at++
    } else if (character === ',' || character === ':') {
      if (frame && character === ':') frame.expects = 'value'
      else if (frame) {
        frame.expects = frame.kind === '{' ? 'key' : 'value'
        frame.index++
      }
      at++
    } else if (/\s/.test(character)) {
      at++
    } else {
      const token = tokenAt(text, at)
      const closed = token.quoted && text[token.to - 1] === '"' && token.to - token.from > 1
      if (pos < token.to || (pos === token.to && !closed)) under = token
      else if (frame) take(frame, text.slice(token.from, token.to))
      at = token.to
    }
  }
  const last = frames.at(-1)
  const role = last === undefined ? 'value' : last.expects === 'separator' ? 'between' : last.expects
  const path = frames.flatMap((frame, depth): Path => {
    if (frame.kind === '[') return [frame.index]
    return depth === frames.length - 1 && role === 'key' ? [] : [frame.key]
  })
  return { role, path, starts: frames.map((frame) => frame.start), ...(under ?? { from: pos, to: pos, quoted: false }) }
}

function tokenAt(text: string, from: number): Token {
  if (text[from] === '"') return { from, to: stringEnd(text, from), quoted: true }
  scalar.lastIndex = from
  return { from, to: from + (scalar.exec(text)?.[0].length ?? 1), quoted: false }
}

function take(frame: Frame, raw: string) {
  if (frame.kind === '{' && frame.expects === 'key') frame.key = content(raw)
  else frame.expects = 'separator'
}

export type Member = { from: number; to: number; text: string }

/** The members of the object that starts at `start`, read as far as they can be: key to the text of its value. */
export function membersOf(text: string, start: number): Map<string, Member> {
  const members = new Map<string, Member>()
  let key: string | undefined
  let at = start + 1
  while (at < text.length) {
    const character = text[at] as string
    if (character === '}') break
    if (/[\s,:]/.test(character)) {
      at++
      continue
    }
    const token = character === '{' || character === '[' ? { from: at, to: bracketEnd(text, at) } : tokenAt(text, at)
    if (key === undefined) key = content(text.slice(token.from, token.to))
    else {
      members.set(key, { ...token, text: content(text.slice(token.from, token.to)) })
      key = undefined
    }
    at = Math.max(token.to, at + 1)
  }
  return members
}

function bracketEnd(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const character = text[at]
    if (character === '"') at = stringEnd(text, at) - 1
    else if (character === '{' || character === '[') depth++
    else if ((character === '}' || character === ']') && --depth === 0) return at + 1
  }
  return text.length
}
