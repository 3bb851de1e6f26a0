/** How much of a contract is paid, in basis points, rounded down: all of it is 10,000, and nothing less is. */
export const paidBps = (paidMinor: number, netMinor: number): number =>
  Number((BigInt(paidMinor) * 10_000n) / BigInt(netMinor))
