import { fileClaim } from '../deals/keep-claim.ts'
import { createDeal } from '../deals/keep-deal.ts'
import { saveView } from '../saved-views/keep-views.ts'
import { cast, staff } from './cast.ts'
import { accountId, known } from './market.ts'
import type { Stage } from './stage.ts'

/** What makes Genuine Parts an account to look at: an open deal with its claim; and views that the desk goes by. */
export function cueOneLook(stage: Stage): void {
  stage.cue(stage.at(-11, 14), () => isDealtFor(stage))
  stage.cue(stage.at(-30, 9), async () => {
    await stage.as(staff.manager, null, (ctx) =>
      saveView(ctx, {
        ...{ list: 'registrations', name: 'Waits for our decision', isShared: true },
        filters: { status: 'inReview', sort: 'closing' },
      }),
    )
    await stage.as(staff.sales, null, (ctx) =>
      saveView(ctx, {
        ...{ list: 'accounts', name: 'Free in Germany', isShared: false },
        filters: { led: 'no', designation: 'open', country: 'DE' },
      }),
    )
  })
}

async function isDealtFor(stage: Stage): Promise<void> {
  const [registration] = await stage.asSystem(({ tx }) =>
    tx.query<{ id: string; amountMinor: number }>(
      `SELECT r.id, r.amount_minor AS "amountMinor" FROM registration r WHERE r.partner_id = $1 AND r.account_id = $2
         AND r.product_family = 'backup' AND r.status = 'approved'`,
      [cast.brightwater.id, accountId(known.genuineParts)],
    ),
  )
  if (!registration) return
  const { summary } = await stage.as(staff.sales, null, (ctx) =>
    createDeal(ctx, {
      ...{ accountId: accountId(known.genuineParts), productFamilies: ['backup'], kind: 'new', tender: 'none' },
      ...{
        amountMinor: registration.amountMinor,
        marginMinor: Math.trunc(registration.amountMinor / 2),
        termMonths: 36,
      },
    }),
  )
  await stage.as(staff.manager, null, (ctx) =>
    fileClaim(ctx, {
      ...{ id: summary.id, partnerId: cast.brightwater.id, role: 'sourced', registrationId: registration.id },
      ...{ activities: 3, note: 'By the registration; three meetings are logged on it.' },
    }),
  )
}
