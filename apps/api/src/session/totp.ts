import { createHmac } from 'node:crypto'

const stepSeconds = 30
const digits = 6
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The code of a half-minute (RFC 6238, SHA-1, six digits): what every authenticator app makes. */
function codeOf(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const number = mac.readUInt32BE(mac.at(-1)! & 0x0f) & 0x7fff_ffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/**
 * The half-minute that a code belongs to: the present one, or one beside it, for clocks that differ. Undefined for any other
 * code, and for those of `lastStep` and before: each counts once.
 */
export function stepOfCode(secret: Buffer, code: string, now: Date, lastStep: number | null): number | undefined {
  const present = Math.floor(now.getTime() / 1000 / stepSeconds)
  return [present, present - 1, present + 1].find((step) => step > (lastStep ?? -1) && codeOf(secret, step) === code)
}

/** RFC 4648, without padding: 20 bytes are 32 letters. */
export function toBase32(bytes: Buffer): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => letters[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** What a QR code for authenticator apps says. */
export function totpUri(secret: Buffer, email: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(email)}`
  const query = new URLSearchParams({
    secret: toBase32(secret),
    issuer,
    digits: String(digits),
    period: String(stepSeconds),
  })
  return `otpauth://totp/${label}?${query.toString().replaceAll('+', '%20')}`
}
