import { isUtf8 } from 'node:buffer'

export type Encoding = 'UTF-8' | 'UTF-16 LE' | 'UTF-16 BE' | 'Windows-1252'

const labels: Record<Encoding, string> = {
  'UTF-8': 'utf-8',
  'UTF-16 LE': 'utf-16le',
  'UTF-16 BE': 'utf-16be',
  'Windows-1252': 'windows-1252',
}

/** By its byte-order mark, by the zero bytes of 16-bit text, by being UTF-8 (a few damaged bytes allowed); else Windows-1252. */
export function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16 LE'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16 BE'
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'UTF-8'
  return encodingByZeros(bytes) ?? (isUtf8(bytes) || isDamagedUtf8(bytes) ? 'UTF-8' : 'Windows-1252')
}

/** Separators, line ends, digits and Latin letters have a zero byte in 16-bit text, always on the same side. */
function encodingByZeros(bytes: Uint8Array): Encoding | undefined {
  const length = Math.min(bytes.length, 65_536) & ~1
  const zeros = [0, 0]
  let lineEnds = [0, 0]
  for (let at = 0; at < length; at += 2) {
    const [first, second] = [bytes[at]!, bytes[at + 1]!]
    if (first === 0) zeros[0]!++
    if (second === 0) zeros[1]!++
    if (first === 0 && (second === 10 || second === 13)) lineEnds = [lineEnds[0]! + 1, lineEnds[1]!]
    if (second === 0 && (first === 10 || first === 13)) lineEnds = [lineEnds[0]!, lineEnds[1]! + 1]
  }
  const [big, little] = zeros as [number, number]
  if (bytes.length % 2 === 1 || (big + little) * 50 < length) return undefined
  if (little > big * 9 && lineEnds[1]! > 0) return 'UTF-16 LE'
  if (big > little * 9 && lineEnds[0]! > 0) return 'UTF-16 BE'
  return undefined
}

/** A whole file isn't another encoding because a few of its letters were cut: those become U+FFFD, and their rows are refused. */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  let whole = 0
  let damaged = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte < 0x80) continue
    const more = byte >= 0xf0 && byte < 0xf5 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0
    const isWhole = more > 0 && byte < 0xf5 && continues(bytes, at, more)
    if (isWhole) {
      whole++
      at += more
    } else damaged++
  }
  return whole > damaged * 10
}

function continues(bytes: Uint8Array, at: number, more: number): boolean {
  for (let next = at + 1; next <= at + more; next++) if ((bytes[next] ?? 0) >> 6 !== 0b10) return false
  return true
}

const pieceBytes = 256 * 1024

/** The text in pieces. What can't be read, NUL and unpaired surrogates among it, is U+FFFD. */
export function* textOf(bytes: Uint8Array, encoding: Encoding): Generator<string> {
  const decoder = new TextDecoder(labels[encoding])
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    yield decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: true }).replaceAll('\0', '\ufffd')
  }
  yield decoder.decode()
}
