/** One of those among whom an amount is divided. All amounts are whole minor units. */
export type Sharer = {
  /** Divides in proportion to these: points, or amounts. Not negative. */
  weight: bigint
  /** Gets at least this, and at most that. */
  least: bigint
  most: bigint
  /** Of equal remainders, the one with more points comes first; of equal points, the lower lot (see `drawLot`). */
  points: bigint
  lot: number
}

/**
 * Divides `total` in proportion to the weights, each part between its `least` and its `most`: what a part's limit leaves goes to
 * the others, again in proportion. The parts add up to `total`, or to all that may be had when that is less. If even the least
 * parts come to more than `total`, they are scaled in proportion. Cents that are left over go to the largest remainders. Exact:
 * nothing passes through a fraction.
 */
export function divide(total: bigint, sharers: readonly Sharer[]): bigint[] {
  const least = sum(sharers.map((sharer) => sharer.least))
  if (least > total)
    return divide(
      total,
      sharers.map((sharer) => ({ ...sharer, weight: sharer.least, least: 0n, most: sharer.least })),
    )
  const reachable = sharers.map((sharer) => (sharer.weight > 0n ? sharer.most : sharer.least))
  if (sum(reachable) <= total) return reachable
  if (least === total) return sharers.map((sharer) => sharer.least)

  const level = levelReaching(total, sharers)
  const parts = sharers.map((sharer) => (isBelow(sharer.weight, sharer.most, level) ? sharer.most : sharer.least))
  const free = sharers.map(({ weight, least, most }) => isBelow(weight, least, level) && !isBelow(weight, most, level))
  const rest = total - sum(parts.filter((_, index) => !free[index]))
  const weights = sum(sharers.filter((_, index) => free[index]).map((sharer) => sharer.weight))
  const remainders: { index: number; remainder: bigint; points: bigint; lot: number }[] = []
  sharers.forEach(({ weight, points, lot }, index) => {
    if (!free[index]) return
    parts[index] = (rest * weight) / weights
    remainders.push({ index, remainder: (rest * weight) % weights, points, lot })
  })
  const left = Number(total - sum(parts))
  remainders.sort((a, b) => compare(b.remainder, a.remainder) || compare(b.points, a.points) || a.lot - b.lot)
  for (const { index } of remainders.slice(0, left)) parts[index]! += 1n
  return parts
}

/**
 * The lot of a claimant: the same whenever the same claims are divided, whatever their order, and another one for the next deal,
 * so that no name and no place in a list is favoured. FNV-1a, mixed as in MurmurHash3.
 */
export function drawLot(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** An amount for each unit of weight. */
type Level = { amount: bigint; weight: bigint }

/** The lowest level, of those at which somebody meets a limit, at which the parts come to `total`. */
function levelReaching(total: bigint, sharers: readonly Sharer[]): Level {
  const levels = sharers
    .filter(({ weight }) => weight > 0n)
    .flatMap(({ weight, least, most }): Level[] => [
      { amount: least, weight },
      { amount: most, weight },
    ])
    .sort((a, b) => compare(a.amount * b.weight, b.amount * a.weight))
  return levels.find((level) => {
    const atLevel = sharers.map(({ weight, least, most }) => {
      const amount = weight * level.amount
      return amount < least * level.weight
        ? least * level.weight
        : amount > most * level.weight
          ? most * level.weight
          : amount
    })
    return sum(atLevel) >= total * level.weight
  })!
}

/** Whether a sharer of this weight comes to `amount` before the level. */
function isBelow(weight: bigint, amount: bigint, level: Level): boolean {
  return amount * level.weight < level.amount * weight
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}

const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0)
