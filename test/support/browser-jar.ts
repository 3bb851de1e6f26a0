import type { Http } from '@parley/api/http/mount'
import { TOTP } from 'otpauth'

type Answer = { status: number; json: Record<string, unknown>; headers: Headers; location: string | null }

/** One browser somewhere: keeps cookies as browsers do, and has an address. */
export class Jar {
  readonly cookies = new Map<string, string>()
  #app: Http
  #address: string
  #userAgent: string

  constructor(app: Http, address = '203.0.113.1', userAgent = 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0') {
    this.#app = app
    this.#address = address
    this.#userAgent = userAgent
  }

  async sends(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await this.#app.request(
      path,
      {
        method,
        headers: {
          'user-agent': this.#userAgent,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(this.cookies.size > 0 ? { cookie: this.cookieHeader } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      { incoming: { socket: { remoteAddress: this.#address } } },
    )
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie)
    const text = await response.text()
    const json = text !== '' && /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : {}
    return { status: response.status, json, headers: response.headers, location: response.headers.get('location') }
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(/;\s*/)
    const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
    if (value === '' || attributes.some((each) => /^max-age=0$/i.test(each))) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }

  get = (path: string) => this.sends('GET', path)
  post = (path: string, body: unknown = {}) => this.sends('POST', path, body)
  put = (path: string, body: unknown) => this.sends('PUT', path, body)

  signsIn = (email: string, password: string) => this.post('/api/auth/sign-in/email', { email, password })
  givesCode = (code: string) => this.post('/api/auth/sign-in/code', { code })
  me = () => this.get('/api/v1/me')
}

/** An authenticator app that was given this secret. */
export class Authenticator {
  readonly #totp: TOTP
  constructor(secret: string) {
    this.#totp = new TOTP({ secret })
  }
  codeAt = (at: Date): string => this.#totp.generate({ timestamp: at.getTime() })
}
