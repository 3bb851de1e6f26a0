/** Whole numbers only, and exact: what could pass 2^53 on the way goes through BigInt. */

/** All of it, in basis points. */
const wholeBps = 10_000

export function exactSum(parts: readonly number[]): number {
  return Number(parts.reduce((sum, part) => sum + BigInt(part), 0n))
}

/** `part` as a share of `whole` in basis points, rounded down; `whole` is above 0. */
export function ratioBps(part: number, whole: number): number {
  const scaled = part * wholeBps
  if (Number.isSafeInteger(scaled)) return Math.floor(scaled / whole)
  return Number(floorDivide(BigInt(part) * BigInt(wholeBps), BigInt(whole)))
}

/** The rate of an amount or count, to the nearest whole one, half up. */
export function shareOf(rateBps: number, of: number): number {
  const doubled = 2 * rateBps * of + wholeBps
  if (Number.isSafeInteger(doubled)) return Math.floor(doubled / (2 * wholeBps))
  return Number(floorDivide(2n * BigInt(rateBps) * BigInt(of) + BigInt(wholeBps), BigInt(2 * wholeBps)))
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  return dividend < 0n && quotient * divisor !== dividend ? quotient - 1n : quotient
}
