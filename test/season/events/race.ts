import { aDeal } from '../../support/factories.ts'
import { NotDone } from '../../support/someone.ts'
import { families, wantedAtOnce } from '../cast.ts'
import { dayMs, type Season } from '../season.ts'

/** On the last day every partner registers the same accounts in the same second, through all processes: one of them leads. */
export function planRaces(season: Season): void {
  season.plan(new Date(season.ends.getTime() - 60_000), () => race(season))
}

async function race(season: Season): Promise<void> {
  const expectedCloseOn = new Date(season.now.getTime() + 60 * dayMs).toISOString().slice(0, 10)
  for (const [at, name] of wantedAtOnce.entries()) {
    const body = aDeal({ account: { name }, productFamily: families[at % families.length]!, deal: { expectedCloseOn } })
    const runs = season.cast.partners.map(async (partner) => {
      try {
        const { summary } = await season.partner(partner).registers(body)
        return summary.status === 'approved'
      } catch (error) {
        if (error instanceof NotDone && error.answer.status === 409) return false
        throw error
      }
    })
    const leads = (await Promise.all(runs)).filter(Boolean).length
    season.count('races for one account', leads === 1 ? 'one leads' : `${leads} lead`)
  }
}
