import { evidenceLimits } from '@parley/contract/evidence'
import { partnerEvidence, staffEvidence } from '@parley/contract/routes/evidence'
import { assertRole } from '../abilities.ts'
import type { Ctx, Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { mountDownload } from '../http/mount-download.ts'
import { readers } from '../registrations/registration-abilities.ts'
import { attachEvidence } from './attach-evidence.ts'
import { listEvidence } from './list-evidence.ts'
import { openEvidence } from './open-evidence.ts'
import { withdrawEvidence } from './withdraw-evidence.ts'

export function partnerEvidenceRoutes(app: Http, env: Env): void {
  mount(app, env, partnerEvidence.list, (ctx, { params }) => listEvidence(ctx, params.id))
  mount(app, env, partnerEvidence.attach, (ctx, { params, body }) => attachEvidence(ctx, params.id, body), {
    mostBodyBytes: Math.ceil(evidenceLimits.bytes / 3) * 4 + 4096,
  })
  mount(app, env, partnerEvidence.withdraw, (ctx, { params }) => withdrawEvidence(ctx, params.id))
  mountDownload(app, env, partnerEvidence.open, (ask, { params }) => ask((ctx) => openEvidence(ctx, params.id)))
}

export function staffEvidenceRoutes(app: Http, env: Env): void {
  const asReader = (ctx: Ctx) => assertRole(ctx.actor, readers, 'read registrations')
  mount(app, env, staffEvidence.list, (ctx, { params }) => {
    asReader(ctx)
    return listEvidence(ctx, params.id)
  })
  mountDownload(app, env, staffEvidence.open, (ask, { params }) =>
    ask((ctx) => {
      asReader(ctx)
      return openEvidence(ctx, params.id)
    }),
  )
}
