import { given, onOrOff, SettingError, wholeNumber } from './settings.ts'

/** Another place that says who people are: any OpenID Connect provider. */
export type ProviderSettings = { issuer: string; clientId: string; clientSecret: string; name: string }

/** How people may sign in, and for how long. */
export type SignInSettings = {
  /** With e-mail and password. */
  password: boolean
  provider: ProviderSettings | null
  /** Who must have a second factor. */
  secondFactor: 'optional' | 'staff' | 'everybody'
  /** A session ends after so long without a request, and in any case so long after it began. */
  idleMinutes: number
  sessionHours: number
}

export const ordinarySignIn: SignInSettings = {
  password: true,
  provider: null,
  secondFactor: 'optional',
  idleMinutes: 12 * 60,
  sessionHours: 7 * 24,
}

type Env = Record<string, string | undefined>

/** Throws SettingError on the first that can't be used. */
export function readSignInSettings(env: Env): SignInSettings {
  const provider = readProvider(env)
  const password = onOrOff(env, 'PARLEY_LOCAL_SIGN_IN', ordinarySignIn.password)
  if (!password && !provider) {
    throw new SettingError(
      'PARLEY_LOCAL_SIGN_IN is off and PARLEY_OIDC_ISSUER is empty, so nobody could sign in: set one of them.',
    )
  }
  return {
    password,
    provider,
    secondFactor: readSecondFactor(env),
    idleMinutes: wholeNumber(env, 'PARLEY_SESSION_IDLE_MINUTES', ordinarySignIn.idleMinutes, 5, 30 * 24 * 60),
    sessionHours: wholeNumber(env, 'PARLEY_SESSION_HOURS', ordinarySignIn.sessionHours, 1, 90 * 24),
  }
}

function readSecondFactor(env: Env): SignInSettings['secondFactor'] {
  const value = given(env, 'PARLEY_SECOND_FACTOR') ?? ordinarySignIn.secondFactor
  if (value === 'optional' || value === 'staff' || value === 'everybody') return value
  throw new SettingError(`PARLEY_SECOND_FACTOR is "${value}": set it to optional, staff or everybody.`)
}

function readProvider(env: Env): ProviderSettings | null {
  const names = ['PARLEY_OIDC_ISSUER', 'PARLEY_OIDC_CLIENT_ID', 'PARLEY_OIDC_CLIENT_SECRET'] as const
  const [issuer, clientId, clientSecret] = names.map((name) => given(env, name))
  if (!issuer && !clientId && !clientSecret) return null
  if (!issuer || !clientId || !clientSecret) {
    const missing = names.filter((name) => !given(env, name))
    throw new SettingError(`${missing.join(' and ')} must be set too, to sign in by an identity provider.`)
  }
  const url = URL.parse(issuer)
  const near = url?.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  if (!url || (url.protocol !== 'https:' && !near) || url.search || url.hash) {
    throw new SettingError(
      `PARLEY_OIDC_ISSUER is "${issuer}": set it to the provider's issuer, such as https://id.example.com.`,
    )
  }
  return {
    issuer: issuer.replace(/\/$/, ''),
    clientId,
    clientSecret,
    name: given(env, 'PARLEY_OIDC_NAME') ?? url.hostname,
  }
}
