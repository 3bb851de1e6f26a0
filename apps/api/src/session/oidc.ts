import type { ProviderSettings } from '@parley/db/sign-in-settings'
import { genericOAuth } from 'better-auth/plugins/generic-oauth'

/** The callback's address ends in it: `<PARLEY_URL>/api/auth/callback/oidc`, to be registered at the provider. */
export const providerId = 'oidc'

/**
 * Sign-in at an OpenID Connect provider, found by discovery: authorization code with PKCE, state, nonce, and an ID token whose
 * signature, issuer, audience and time are checked. Nobody gets an account by it; whoever has one is matched by a verified
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
          // A subject means something only at its issuer: another issuer, another person.
          accountSubject: ({ profile }) => `${issuer} ${String(profile.sub)}`,
        },
      ],
    }),
  ]
}
