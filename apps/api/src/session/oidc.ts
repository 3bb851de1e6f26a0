import { AsyncLocalStorage } from 'node:async_hooks'
import type { ProviderSettings } from '@parley/db/sign-in-settings'
import type { BetterAuthPlugin } from 'better-auth'
import { createAuthMiddleware } from 'better-auth/api'
import { genericOAuth } from 'better-auth/plugins/generic-oauth'

/** The callback's address ends in it: `<PARLEY_URL>/api/auth/callback/oidc`, to be registered at the provider. */
export const providerId = 'oidc'

/** Whom the provider has named in the answer that is being read, once its ID token was verified: for the record of a refusal. */
export const providerSaid = new AsyncLocalStorage<{ email?: string | undefined }>()

/**
 * Sign-in at an OpenID Connect provider, found by discovery: authorization code with PKCE, state, nonce, and an ID token whose
 * signature, issuer, audience and time are checked; without one nobody comes in. Its discovery must name the issuer that was set. Nobody gets an account by it; whoever has one is matched by a verified
 * e-mail address once, and by the provider's subject from then on.
 */
export function oidcPlugin(provider: ProviderSettings | null) {
  if (!provider) return []
  const { issuer, clientId, clientSecret } = provider
  return [
    genericOAuth({
      config: [
        {
          providerId,
          discoveryUrl: `${issuer}/.well-known/openid-configuration`,
          clientId,
          clientSecret,
          scopes: ['openid', 'email', 'profile'],
          pkce: true,
          requireIdTokenVerification: true,
          disableSignUp: true,
          disableProviderLogout: true,
          accountSubject: ({ tokens, profile }) => {
            // better-auth verifies the ID token that comes, and asks the user info alone where none does: nothing there is tied to this
            // sign-in by nonce, audience or signature.
            if (!tokens.idToken)
              throw new Error('The provider sent no ID token. Let its client have one for the scope "openid".')
            Object.assign(providerSaid.getStore() ?? {}, { email: profile.email })
            // A subject means something only at its issuer: another issuer, another person.
            return `${issuer} ${String(profile.sub)}`
          },
        },
      ],
    }),
    issuerAsSet(issuer),
  ]
}

/** After the discovery: whose metadata name another issuer isn't the provider that was chosen (OpenID Connect Discovery 4.3). */
const issuerAsSet = (issuer: string) =>
  ({
    id: 'parley-issuer',
    hooks: {
      before: [
        {
          matcher: ({ path }) => path === '/sign-in/social' || path === '/callback/:id',
          handler: createAuthMiddleware(async (ctx) => {
            const named = ctx.context.socialProviders.find(({ id }) => id === providerId)?.issuer
            if (named === undefined || named.replace(/\/$/, '') === issuer) return
            ctx.context.logger.error(
              `PARLEY_OIDC_ISSUER is ${issuer}, and its discovery says ${named}: nobody signs in by it.`,
            )
            throw ctx.error('SERVICE_UNAVAILABLE')
          }),
        },
      ],
    },
  }) satisfies BetterAuthPlugin
