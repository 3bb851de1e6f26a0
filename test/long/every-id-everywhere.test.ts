import { expect, it } from 'vitest'
import { doorsOf } from '../isolation/knock.ts'
import { livesFully, secretsIn, secretsOf } from '../isolation/rival.ts'
import { idsOnlyIn } from '../isolation/rows-of.ts'
import { openStage } from '../isolation/stage.ts'
import { rememberer, told, triesOf } from '../isolation/tries.ts'
import { partners } from '../support/program.ts'
import { skipPauses } from '../support/skip-pauses.ts'
import { world } from '../support/world.ts'

const w = await world()
const stage = await openStage(w)
skipPauses(stage.env)
await livesFully(w)
const secrets = await secretsOf(w)
const ids = [...(await idsOnlyIn(w, partners.brightwater.id, partners.alder.id)).keys()]
const doors = doorsOf(stage.app, stage.env).filter(({ path }) => !path.startsWith('/api/auth/sign-out'))
const anHourLater = () => w.travelTo(new Date(w.now().getTime() + 3_600_000).toISOString())
/** Places that the contract has; what nobody asks for is refused for its shape, and tried in test/isolation/ids.test.ts. */
const tries = triesOf(doors, stage.known).filter(({ isListed }) => isListed)

it.each(['adm', 'sell', 'key'] as const)(
  'every id of Brightwater’s in every place of every route, by %s of Alder: the same as one that nobody has',
  async (who) => {
    const alder = rememberer(stage.callers[who], anHourLater)
    const found: string[] = []
    const held: string[] = []
    for (const { name, request } of tries) {
      for (const difference of await told(alder.asks, request, ids)) found.push(`${name}: ${difference}`)
      for (const { asked, said } of alder.heard.splice(0))
        for (const secret of secretsIn(said, secrets))
          if (!asked.includes(secret.replace(/ \([^)]*\)$/, '')))
            held.push(`${secret} in the answer to ${asked.slice(0, 200)}`)
    }
    console.log(`${who}: ${tries.length} places × ${ids.length} ids, ${found.length} told apart, ${held.length} leaks`)
    expect(tries.length).toBeGreaterThan(90)
    expect(found).toEqual([])
    expect(held).toEqual([])
  },
)
