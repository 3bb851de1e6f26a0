import { randomUUID } from 'node:crypto'
import { problemsOf } from '@parley/api/docs/problems'
import type { Http } from '@parley/api/http/mount'
import { Problem, problemStatus } from '@parley/contract/problem'
import type { BodyOf, ParamsOf, QueryOf, ResponseOf, Route } from '@parley/contract/route'
import { allRoutes } from '@parley/contract/routes/all'
import { partner } from '@parley/contract/routes/partner'
import { staff } from '@parley/contract/routes/staff'
import type { z } from 'zod'
import { PolicyWork } from './policy-work.ts'
import type { Person } from './program.ts'

type Sent<R extends Route> = {
  params?: ParamsOf<R>
  query?: QueryOf<R>
  body?: BodyOf<R>
  ifMatch?: number | string
  key?: string
  headers?: Record<string, string>
}
export type Answer = { status: number; headers: Headers; text: string; json: unknown }

/** What a verb throws when the API doesn't do it: request and response, so that a failing test tells all. */
export class NotDone extends Error {
  override name = 'NotDone'
  readonly answer: Answer
  readonly problem: z.infer<typeof Problem> | undefined
  constructor(request: string, answer: Answer) {
    super(`${request}\n→ ${answer.status} ${answer.text.slice(0, 3000)}`)
    this.answer = answer
    this.problem = Problem.safeParse(answer.json).data
  }
}

/** A person at the API: signs in once, then acts in the domain's verbs. */
export class Someone {
  readonly person: Person | null
  /** What editors and approvers do with policies. */
  readonly policies = new PolicyWork(this)
  #app: Http
  #password: string
  #cookie: Promise<string> | undefined

  constructor(app: Http, person: Person | null, password: string) {
    this.#app = app
    this.person = person
    this.#password = password
  }

  registers = (body: BodyOf<typeof partner.register>) => this.does(partner.register, { body })
  prechecks = (body: BodyOf<typeof partner.precheck>) => this.does(partner.precheck, { body })
  opens = (id: string) => this.does(partner.get, { params: { id } })
  lists = (query: QueryOf<typeof partner.list> = {}) => this.does(partner.list, { query })
  seesHome = () => this.does(partner.home, {})
  readsRules = (point = 'registration') => this.does(partner.rules, { params: { point } })
  logsActivity = (id: string, body: BodyOf<typeof partner.logActivity>) =>
    this.does(partner.logActivity, { params: { id }, body })
  asksForExtension = (id: string, progress: string) => this.does(partner.extend, { params: { id }, body: { progress } })
  withdraws = async (id: string, reason?: string) =>
    this.does(partner.withdraw, {
      params: { id },
      body: reason === undefined ? {} : { reason },
      ifMatch: (await this.opens(id)).version,
    })
  answers = async (id: string, body: BodyOf<typeof partner.answer>) =>
    this.does(partner.answer, { params: { id }, body, ifMatch: (await this.opens(id)).version })

  inspects = (id: string) => this.does(staff.get, { params: { id } })
  looksUp = (id: string) => this.does(staff.getDecision, { params: { id } })
  reruns = (id: string) => this.does(staff.rerunDecision, { params: { id } })
  overrides = async (id: string, body: BodyOf<typeof staff.override>) =>
    this.does(staff.override, { params: { id }, body, ifMatch: (await this.inspects(id)).version })
  asks = async (id: string, question: string, answerWithinDays = 5) =>
    this.does(staff.ask, {
      params: { id },
      body: { question, answerWithinDays },
      ifMatch: (await this.inspects(id)).version,
    })
  closes = async (id: string, result: 'won' | 'lost') =>
    this.does(staff.close, { params: { id }, body: { result }, ifMatch: (await this.inspects(id)).version })

  /** Sends a request of the contract; throws NotDone unless it succeeds. */
  async does<const R extends Route>(route: R, sent: Sent<R>): Promise<ResponseOf<R>> {
    const answer = await this.sends(route, sent)
    if (answer.status !== route.status)
      throw new NotDone(`${this.person?.name ?? 'A stranger'}: ${route.id} ${JSON.stringify(sent)}`, answer)
    return route.response.parse(answer.json) as ResponseOf<R>
  }

  /** Sends a request of the contract and gives whatever comes back. */
  async sends<const R extends Route>(
    route: R,
    { params, query, body, ifMatch, key, headers }: Sent<R>,
  ): Promise<Answer> {
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(String((params as Record<string, unknown>)[name])),
    )
    const search = new URLSearchParams(
      Object.entries((query ?? {}) as Record<string, unknown>).map(([name, value]): [string, string] => [
        name,
        String(value),
      ]),
    )
    return this.fetches(`/api/v1${path}${search.size > 0 ? `?${search}` : ''}`, {
      method: route.method.toUpperCase(),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(route.creates ? { 'idempotency-key': key ?? randomUUID() } : {}),
        ...(ifMatch === undefined ? {} : { 'if-match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch }),
        ...headers,
      },
    })
  }

  /** Any request, as this person. */
  async fetches(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers(init.headers)
    if (this.person) headers.set('cookie', await this.cookie())
    const response = await this.#app.request(path, { ...init, headers })
    const text = await response.text()
    assertListed(init.method ?? 'GET', path, response.status)
    const json = text && /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : null
    return { status: response.status, headers: response.headers, text, json }
  }

  /** The session's cookie, from a real sign-in. */
  cookie(): Promise<string> {
    this.#cookie ??= this.#signIn()
    return this.#cookie
  }

  async #signIn(): Promise<string> {
    const response = await this.#app.request('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: this.person!.email, password: this.#password }),
    })
    if (!response.ok)
      throw new Error(`${this.person!.email} can’t sign in: ${response.status} ${await response.text()}`)
    return response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0]!)
      .join('; ')
  }
}

/** The routes with a pattern each, those without parameters first, as the server finds them. */
const patterns = (allRoutes as readonly Route[])
  .map((route) => ({
    route,
    pattern: new RegExp(`^/api/v1${route.path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }))
  .sort((a, b) => a.route.path.split('{').length - b.route.path.split('{').length)

/** Whatever a test asks: an answer that the API's document doesn't list would surprise whoever wrote a program by it. */
function assertListed(method: string, path: string, status: number): void {
  const asked = path.split('?')[0]!
  const found = patterns.find(({ route, pattern }) => route.method === method.toLowerCase() && pattern.test(asked))
  if (!found || status === found.route.status) return
  if (problemsOf(found.route).some((code) => problemStatus[code] === status)) return
  throw new Error(`${method} ${asked} answered ${status}, which the API’s document doesn’t list for it.`)
}
