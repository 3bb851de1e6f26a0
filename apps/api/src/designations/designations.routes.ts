import { evidenceLimits } from '@parley/contract/evidence'
import { partnerDesignations, staffDesignations } from '@parley/contract/routes/designations'
import { assertRole } from '../abilities.ts'
import type { Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { mountDownload } from '../http/mount-download.ts'
import { RateLimit } from '../http/rate-limit.ts'
import { bringAsPartner, bringAsStaff } from './bring-letter.ts'
import { rescindAsPartner, rescindAsStaff } from './bring-rescission.ts'
import { checkLetter, settleAccountOfLetter } from './check-letter.ts'
import { decideInPerson, waiveWait } from './decide-in-person.ts'
import { readers } from './designation-abilities.ts'
import { toPartnerLetter } from './letter-view.ts'
import { listAllLetters, listOwnLetters, openLetter, readStaffLetter } from './read-letters.ts'
import { listNotices, toLeadNotice } from './read-notices.ts'
import { readRepresentative } from './read-representative.ts'

const withFile = { mostBodyBytes: Math.ceil(evidenceLimits.bytes / 3) * 4 + 16_384 }

export function partnerDesignationRoutes(app: Http, env: Env): void {
  const p = partnerDesignations
  mount(app, env, p.bring, (ctx, { body }) => bringAsPartner(ctx, body), {
    ...withFile,
    // Enough for a large partner's customers, too little to go through a register of companies.
    limit: new RateLimit(() => env.clock(), { most: 60, windowMs: 3_600_000 }),
    steady: true,
  })
  mount(app, env, p.list, (ctx, { query }) => listOwnLetters(ctx, query))
  mount(app, env, p.get, (ctx, { params }) => toPartnerLetter(ctx, params.id))
  mountDownload(app, env, p.open, (ask, { params }) => ask((ctx) => openLetter(ctx, params.id)))
  mount(app, env, p.notices, (ctx, { query }) => listNotices(ctx, query))
  mount(app, env, p.notice, (ctx, { params }) => toLeadNotice(ctx, params.id))
  mount(
    app,
    env,
    p.rescind,
    (ctx, { params, body, ifMatch }) => rescindAsPartner(ctx, { ...params, ...body, ifMatch }),
    withFile,
  )
}

export function staffDesignationRoutes(app: Http, env: Env): void {
  const s = staffDesignations
  mount(app, env, s.bring, (ctx, { body }) => bringAsStaff(ctx, body), withFile)
  mount(app, env, s.list, (ctx, { query }) => listAllLetters(ctx, query))
  mount(app, env, s.get, (ctx, { params }) => readStaffLetter(ctx, params))
  mountDownload(app, env, s.open, (ask, { params }) =>
    ask((ctx) => {
      assertRole(ctx.actor, readers, 'read customers’ letters')
      return openLetter(ctx, params.id)
    }),
  )
  mount(app, env, s.check, (ctx, { params, body, ifMatch }) => checkLetter(ctx, { ...params, ...body, ifMatch }))
  mount(app, env, s.settleAccount, (ctx, { params, body, ifMatch }) =>
    settleAccountOfLetter(ctx, { ...params, ...body, ifMatch }),
  )
  mount(app, env, s.waive, (ctx, { params, body, ifMatch }) => waiveWait(ctx, { ...params, ...body, ifMatch }))
  mount(app, env, s.decide, (ctx, { params, body, ifMatch }) => decideInPerson(ctx, { ...params, ...body, ifMatch }))
  mount(
    app,
    env,
    s.rescind,
    (ctx, { params, body, ifMatch }) => rescindAsStaff(ctx, { ...params, ...body, ifMatch }),
    withFile,
  )
  mount(app, env, s.represents, (ctx, { params, query }) => readRepresentative(ctx, { ...params, ...query }))
}
