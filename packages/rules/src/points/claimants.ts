/**
 * Claims by claimant, so that the same claims give the same bytes: no order of names ever decides anything. Throws when one claimant
 * stands there twice; `does` is what the message says that it does.
 */
export function byClaimant<Claim extends { claimant: string }>(claims: readonly Claim[], does = 'claims'): Claim[] {
  const sorted = claims.toSorted((a, b) => (a.claimant < b.claimant ? -1 : 1))
  sorted.forEach(({ claimant }, index) => {
    if (claimant === sorted[index + 1]?.claimant) throw new Error(`${claimant} ${does} twice.`)
  })
  return sorted
}
