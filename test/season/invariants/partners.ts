import type { Route } from '@parley/contract/route'
import { partnerClaims } from '@parley/contract/routes/deals'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { notifications } from '@parley/contract/routes/notifications'
import { partner } from '@parley/contract/routes/partner'
import { partnerStatements } from '@parley/contract/routes/statements'
import type { Answer, Someone } from '../../support/someone.ts'
import type { Invariants } from './invariant.ts'

const lists: readonly Route[] = [
  partner.home,
  partner.list,
  partnerEngagements.list,
  partnerEngagements.listHelp,
  partnerClaims.list,
  partnerStatements.list,
  notifications.list,
]

/** All pages that a partner reads of its own lists. */
async function* pagesOf(seller: Someone): AsyncGenerator<{ route: string; text: string }> {
  for (const route of lists)
    for (let cursor: string | null = null, page = 0; page < 100; page++) {
      const query: Record<string, unknown> = {
        ...('limit' in (route.query?.shape ?? {}) ? { limit: 100 } : {}),
        ...(cursor ? { cursor } : {}),
      }
      const { status, text, json }: Answer = await seller.sends(route, { query } as never)
      if (status !== 200) throw new Error(`${route.id}: ${status} ${text}`)
      yield { route: route.id, text }
      cursor = (json as { nextCursor?: string | null }).nextCursor ?? null
      if (cursor === null) break
    }
}

/** What holds of what partners read. */
export const partnersAreApart: Invariants = {
  'no partner reads another’s name, seller or id in any of its lists': async ({ season }) => {
    const failures: string[] = []
    let checked = 0
    for (const who of season.cast.partners) {
      const others = season.cast.partners.filter(({ id }) => id !== who.id)
      const secrets = others.flatMap(({ id, name, person }) => [id, name, person.email])
      for await (const { route, text } of pagesOf(season.partner(who))) {
        checked++
        for (const secret of secrets)
          if (text.includes(secret)) failures.push(`${who.name} reads ${secret} in ${route}`)
      }
    }
    return { checked, failures }
  },
}
