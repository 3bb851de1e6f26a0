import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export const client = { id: 'parley', secret: 'a secret between provider and Parley' }

/** A person at the provider, as its claims say. */
export type Subject = { sub: string; email: string; email_verified: boolean; name?: string }

/** Changes what the token endpoint sends: for providers that are broken, or lie. */
export type Tamper = (tokens: Record<string, unknown>) => Record<string, unknown> | Promise<Record<string, unknown>>

/** A real OpenID Connect provider on this machine, with a front that can change what it says. */
export async function identityProvider(redirectUri: string) {
  const subjects = new Map<string, Subject>()
  const state: { signedIn: string; tamper: Tamper | undefined } = { signedIn: '', tamper: undefined }
  const server: Server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const kid = 'the only key'
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    cookies: { keys: ['a key for tests'] },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, id) => {
      const subject = subjects.get(id)
      return subject && { accountId: id, claims: async () => ({ ...subject }) }
    },
  })
  // It logs in whoever the test says, and grants what is asked for.
  const logIn = async (request: IncomingMessage, response: Parameters<typeof provider.interactionDetails>[1]) => {
    const details = await provider.interactionDetails(request, response)
    const grant = new provider.Grant({ accountId: state.signedIn, clientId: client.id })
    grant.addOIDCScope('openid email profile')
    const grantId = await grant.save()
    const result = details.prompt.name === 'login' ? { login: { accountId: state.signedIn } } : { consent: { grantId } }
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true })
  }
  const callback = provider.callback()
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/'))
      return void logIn(request, response).catch((error) => response.destroy(error))
    if (request.url === '/token' && state.tamper) {
      const { tamper } = state
      const end = response.end.bind(response)
      response.end = ((body: string | Buffer) => {
        void Promise.resolve(tamper(JSON.parse(String(body)))).then((changed) => {
          response.removeHeader('content-length')
          end(JSON.stringify(changed))
        })
        return response
      }) as typeof response.end
    }
    return void callback(request, response)
  })
  return {
    issuer,
    /** An ID token with these claims, in order: signed with the provider's own key. */
    signs(claims: object): string {
      const signed = [{ alg: 'RS256', typ: 'JWT', kid }, claims]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.')
      return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`
    },
    /** Who is at the provider's keyboard. */
    signsIn(subject: Subject) {
      subjects.set(subject.sub, subject)
      state.signedIn = subject.sub
    },
    tampersWith(tamper: Tamper | undefined) {
      state.tamper = tamper
    },
    /** Goes through the provider's screens as a browser would; ends in the address it comes back to. */
    async goesThrough(url: string): Promise<string> {
      const cookies = new Map<string, string>()
      for (let hop = 0, next = url; hop < 12; hop++) {
        if (next.startsWith(redirectUri)) return next
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
        const response = await fetch(next, { redirect: 'manual', headers: { cookie } })
        for (const each of response.headers.getSetCookie()) {
          const [pair = ''] = each.split(';')
          cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
        }
        const location = response.headers.get('location')
        if (!location) throw new Error(`${next} answers ${response.status}: ${await response.text()}`)
        next = new URL(location, next).href
      }
      throw new Error('The provider goes round in circles.')
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
