import type { BacktestPolicy, PolicyDraft } from '@parley/contract/policies'
import { policies } from '@parley/contract/routes/policies'
import type { z } from 'zod'
import type { Someone } from './someone.ts'

type Document = { parameters: Record<string, { value: unknown }>; rules: unknown[] } & Record<string, unknown>
type CaseFile = {
  base: Record<string, unknown>
  cases: { name: string; facts: Record<string, unknown>; expect: unknown }[]
}
export type PolicyEdit = (document: Document, cases: CaseFile) => void

/** The verbs of policy editors and approvers, through the API. */
export class PolicyWork {
  #who: Someone
  constructor(who: Someone) {
    this.#who = who
  }

  books = () => this.#who.does(policies.books, {})
  history = (point = 'registration') => this.#who.does(policies.history, { params: { point } })
  version = (version: number, point = 'registration') =>
    this.#who.does(policies.version, { params: { point, version } })
  checks = (body: { document: string; cases: string }, point = 'registration') =>
    this.#who.does(policies.check, { params: { point }, body })
  /** What a draft would have made of past decisions; `document` as it would be typed. */
  backtests = (
    document: string,
    more: Omit<Partial<z.input<typeof BacktestPolicy>>, 'document'> = {},
    point = 'registration',
  ) => this.#who.does(policies.backtest, { params: { point }, body: { document, ...more } })

  startsDraft = (basedOn?: number, point = 'registration') =>
    this.#who.does(policies.startDraft, { params: { point }, body: basedOn === undefined ? {} : { basedOn } })
  saves = (draft: PolicyDraft, texts: { document: string; cases: string }) =>
    this.#who.does(policies.saveDraft, { params: { id: draft.id }, body: texts, ifMatch: draft.version })
  submitsDraft = (draft: PolicyDraft, note = 'A change that the test asked for.') =>
    this.#who.does(policies.submit, { params: { id: draft.id }, body: { note }, ifMatch: draft.version })

  /** Starts a draft from the version in force, changes it and submits it; ends in the new version. */
  async submits(edit: PolicyEdit, point = 'registration') {
    const draft = await this.startsDraft(undefined, point)
    const document = JSON.parse(draft.document) as Document
    const cases = JSON.parse(draft.cases) as CaseFile
    edit(document, cases)
    const saved = await this.saves(draft, { document: JSON.stringify(document), cases: JSON.stringify(cases) })
    return this.submitsDraft(saved)
  }

  approves = (version: number, point = 'registration') =>
    this.#who.does(policies.approve, { params: { point, version }, body: {} })
  declines = (version: number, note: string, point = 'registration') =>
    this.#who.does(policies.decline, { params: { point, version }, body: { note } })
  activates = (version: number, activeFrom?: string, point = 'registration') =>
    this.#who.does(policies.activate, {
      params: { point, version },
      body: activeFrom === undefined ? {} : { activeFrom },
    })
  cancels = (version: number, reason: string, point = 'registration') =>
    this.#who.does(policies.cancel, { params: { point, version }, body: { reason } })
  rollsBackTo = (version: number, reason: string, point = 'registration') =>
    this.#who.does(policies.rollBack, { params: { point, version }, body: { reason } })
}
