import { keepAnswerer, keepSeat, readWhoAnswers } from '../duties/who-answers.ts'
import { lookAfterDuties } from '../jobs/look-after-duties.ts'
import { cast, staff } from './cast.ts'
import type { Stage } from './stage.ts'

/** Who answers for whom. One answer is late: it went to the backup and to the head of the channel, and the partner is protected meanwhile. */
export function cueDuties(stage: Stage): void {
  stage.cue(stage.at(-20, 9), () =>
    stage.as(staff.head, null, async (ctx) => {
      const { people } = await readWhoAnswers(ctx)
      const idOf = ({ name }: { name: string }) => people.find((each) => each.name === name)!.id
      const here = { awayFrom: null, awayUntil: null }
      const [iris, dan, head] = [idOf(staff.manager), idOf(staff.otherManager), idOf(staff.head)]
      await keepSeat(ctx, { id: iris, ifMatch: 0, backupId: dan, managerId: head, ...here })
      await keepSeat(ctx, { id: dan, ifMatch: 0, backupId: iris, managerId: head, ...here })
      for (const { id, country } of Object.values(cast)) {
        const calendar = country === 'DE' ? 'germany' : country === 'JP' ? 'japan' : null
        const ownerId = country === 'US' || country === 'CA' ? iris : dan
        await keepAnswerer(ctx, { id, ifMatch: 1, ownerId, calendar })
      }
    }),
  )
  for (const days of [-5, -4, -3, -2, -1])
    for (const hour of [9, 14, 18])
      stage.cue(stage.at(days, hour), async () => {
        await lookAfterDuties(stage.env)
      })
}
