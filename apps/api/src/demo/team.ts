import { createKey } from '../api-keys/create-key.ts'
import { invitePerson } from '../team/invite-person.ts'
import { recordEndedViews } from '../view-as/end-view.ts'
import { startView } from '../view-as/start-view.ts'
import { cast, staff } from './cast.ts'
import type { Stage } from './stage.ts'

const { id: partnerId, people } = cast.brightwater
const [seller, admin] = people

/**
 * What Brightwater's admin has done about its team: a key for the CRM, of which nobody has the secret, and an invitation that
 * waits. And the one time that the vendor looked in.
 */
export function cueTeam(stage: Stage): void {
  stage.cue(stage.at(-24, 9), async () => {
    await stage.as(admin!, partnerId, (ctx) => createKey(ctx, { name: 'CRM', scope: 'read', days: 90 }))
  })
  stage.cue(stage.at(-11, 14), () =>
    stage.as(staff.manager, null, async (ctx) => {
      const [mara] = await ctx.tx.query<{ id: string }>('SELECT id FROM auth."user" WHERE email = $1', [seller!.email])
      const reason = 'Mara asked by telephone why a date on her home page had moved.'
      await startView(ctx, { userId: mara!.id, reason })
    }),
  )
  stage.cue(stage.at(-11, 15), async () => {
    await stage.asSystem(recordEndedViews)
  })
  stage.cue(stage.at(-2, 11), async () => {
    await stage.as(admin!, partnerId, (ctx) =>
      invitePerson(ctx, {
        ...{ name: 'Tess Okafor', email: 'tess@brightwater.example', role: 'partnerSeller', partnerId },
      }),
    )
  })
}
