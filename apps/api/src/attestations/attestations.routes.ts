import { problemStatus } from '@parley/contract/problem'
import { partnerAttestations, publicAttestations, staffAttestations } from '@parley/contract/routes/attestations'
import type { Context } from 'hono'
import { AppError } from '../app-error.ts'
import { type Env, visitorActor } from '../context.ts'
import { explainDatabaseError } from '../database-error.ts'
import { unlessAway } from '../health.ts'
import { clientAddress } from '../http/client-address.ts'
import { type Http, type HttpEnv, mount } from '../http/mount.ts'
import { RateLimit } from '../http/rate-limit.ts'
import { countAddress } from '../http/rate-limits.ts'
import { readerLocale } from '../http/reader-locale.ts'
import { steadily } from '../http/steady-answer.ts'
import { inTransaction } from '../transaction.ts'
import { attestationPage, pageStyle, stylePath, troublePage } from './attestation-page.ts'
import { toAttestationDetail } from './attestation-view.ts'
import { makeAsPartner, makeAsStaff, revokeAttestation } from './make-attestation.ts'
import { listAll, listKeys, listOwn, listOwnLeads, readAnyAttestation, renewKey } from './read-attestations.ts'
import { keyBox, publicKeys } from './signing-keys.ts'
import { verifyAttestation } from './verify-attestation.ts'

export function partnerAttestationRoutes(app: Http, env: Env): void {
  const p = partnerAttestations
  const box = keyBox(env)
  mount(app, env, p.leads, (ctx) => listOwnLeads(ctx))
  mount(app, env, p.make, (ctx, { body }) => makeAsPartner(ctx, box, body))
  mount(app, env, p.list, (ctx, { query }) => listOwn(ctx, query))
  mount(app, env, p.get, (ctx, { params }) => toAttestationDetail(ctx, params.id))
  mount(app, env, p.revoke, (ctx, { params }) => revokeAttestation(ctx, params.id))
}

export function staffAttestationRoutes(app: Http, env: Env): void {
  const s = staffAttestations
  const box = keyBox(env)
  mount(app, env, s.make, (ctx, { body }) => makeAsStaff(ctx, box, body))
  mount(app, env, s.list, (ctx, { query }) => listAll(ctx, query))
  mount(app, env, s.get, (ctx, { params }) => readAnyAttestation(ctx, params.id))
  mount(app, env, s.revoke, (ctx, { params }) => revokeAttestation(ctx, params.id))
  mount(app, env, s.keys, (ctx) => listKeys(ctx))
  mount(app, env, s.renewKey, (ctx) => renewKey(ctx, box))
}

/** More than anybody opens links by hand; far too few to try what a signature might be. */
const checksOfAddress = { most: 60, windowMs: 60_000 }

/** For programs, below /api/v1. */
export function publicAttestationRoutes(app: Http, env: Env): void {
  mount(app, env, publicAttestations.verify, (ctx, { query }) => verifyAttestation(ctx, query.token), {
    steady: true,
  })
}

/** For people without any app, and for whoever verifies by themselves: beside the API, at the root. */
export function attestationPages(app: Http, env: Env): void {
  const limit = new RateLimit(() => env.clock(), checksOfAddress)
  app.get('/.well-known/jwks.json', async (c) => {
    const keys = await inTransaction(env, visitorActor, publicKeys)
    return c.body(JSON.stringify({ keys }), 200, {
      'content-type': 'application/jwk-set+json',
      'cache-control': 'public, max-age=300',
      'access-control-allow-origin': '*',
    })
  })
  app.get(stylePath, (c) =>
    c.body(pageStyle, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=3600' }),
  )
  app.get('/represents/:token', (c) => steadily(env, () => respond(env, c, limit)))
}

async function respond(env: Env, c: Context<HttpEnv>, limit: RateLimit): Promise<Response> {
  const headers = {
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex, nofollow',
    'referrer-policy': 'no-referrer',
  }
  try {
    countAddress(env, c)
    assertWithin(limit, clientAddress(c, env.trustsProxy))
    const locale = readerLocale(c.req.header('accept-language'))
    const token = c.req.param('token') ?? ''
    const html = await unlessAway(env, () =>
      inTransaction(env, { ...visitorActor, locale }, async (ctx) =>
        attestationPage(await verifyAttestation(ctx, token), { locale, timeZone: ctx.vendor.timeZone }),
      ),
    )
    return c.html(html, 200, headers)
  } catch (thrown) {
    const error = explainDatabaseError(thrown)
    if (!(error instanceof AppError)) throw thrown
    const wait = error.retryAfterSeconds === undefined ? {} : { 'retry-after': String(error.retryAfterSeconds) }
    return c.html(troublePage(error.message), problemStatus[error.code] as 429, { ...headers, ...wait })
  }
}

/** The same machine has no address here: from it, everybody's requests would count as one's. */
function assertWithin(limit: RateLimit, address: string | undefined): void {
  const seconds = address === undefined ? 0 : limit.use(address)
  if (seconds === 0) return
  const detail = `Your network has opened ${limit.most} of these links within a minute. Open it again in ${seconds} seconds.`
  throw new AppError('tooMany', detail, undefined, seconds)
}
