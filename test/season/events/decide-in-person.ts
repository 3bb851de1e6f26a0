import type { Season } from '../season.ts'
import { follow, type Registered } from './register.ts'

const said = {
  wording: 'We talked it over with both of your sellers.',
  reason: 'The channel manager knows the customer and its plans.',
}

/** A channel manager decides in the policy's place, or asks the partner first. */
export async function reviewRegistration(season: Season, registered: Registered): Promise<void> {
  const random = season.random('reviews')
  const manager = season.staff(random.pick(['manager', 'otherManager'] as const))
  const { id, partner } = registered
  if (random.chance(0.12)) {
    const asked = await season.tries('reviews', () => manager.asks(id, 'Who signs for it on the customer’s side?'))
    if (!asked) return
    season.count('reviews', 'asked')
  } else {
    const outcome = random.pick(['approve', 'approve', 'approveAsTeaming', 'reject'] as const)
    const days = outcome === 'reject' ? {} : { protectionDays: random.whole(30, 120) }
    const decided = await season.tries('reviews', () => manager.overrides(id, { outcome, ...days, ...said }))
    if (!decided) return rejectInstead(season, registered)
    season.count('reviews', outcome)
  }
  follow(season, registered, await season.partner(partner).opens(id))
}

/** Somebody leads by now. */
async function rejectInstead(season: Season, { id }: Registered): Promise<void> {
  const done = await season.tries('reviews', () =>
    season.staff('manager').overrides(id, { outcome: 'reject', ...said }),
  )
  if (done) season.count('reviews', 'reject')
}
