import { ProblemError } from '@parley/contract/client'
import type { PolicyDraft } from '@parley/contract/policies'
import { call, policies } from '../../api.ts'
import { forgetKept, keep, readKept } from '../../layout/kept.ts'
import type { File, Texts } from './check.ts'

export type Loaded = { draft: PolicyDraft; etag: string | null }
export type KeptState = {
  texts: Texts
  /** `stale`: it was changed elsewhere, and `theirs` is what stands on the server. */
  status: 'saved' | 'unsaved' | 'saving' | 'failed' | 'stale'
  error: unknown
  theirs: Loaded | null
  /** Counts up when the texts are replaced from outside the editor. */
  replaced: number
}
type Backup = Texts & { version: number }

/** Under which a draft is kept on this device. */
export const keptKey = (id: string) => `draft.${id}`

const pauseMs = 1_000
const retryMs = 5_000

const textsOf = ({ document, cases }: Texts): Texts => ({ document, cases })
const same = (one: Texts, other: Texts) => one.document === other.document && one.cases === other.cases

/**
 * Keeps a draft as it is typed: on this device at each change, on the server a second after a pause. A save carries the
 * version that it is based on, so that work from another window is never overwritten unseen.
 */
export class DraftKeeper {
  state: KeptState
  #id: string
  #etag: string | null
  #version: number
  #timer: ReturnType<typeof setTimeout> | undefined
  #sending: Promise<void> | null = null
  #listeners = new Set<() => void>()

  constructor(loaded: Loaded) {
    const { draft, etag } = loaded
    this.#id = draft.id
    this.#etag = etag
    this.#version = draft.version
    const backup = draft.can.edit.ok ? readKept<Backup>(this.#key) : undefined
    const mine = backup && !same(backup, draft) ? textsOf(backup) : null
    const elsewhere = mine !== null && backup?.version !== draft.version
    this.state = {
      texts: mine ?? textsOf(draft),
      status: mine === null ? 'saved' : elsewhere ? 'stale' : 'unsaved',
      error: null,
      theirs: elsewhere ? loaded : null,
      replaced: 0,
    }
  }

  get #key() {
    return keptKey(this.#id)
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    if (this.state.status === 'unsaved') this.#schedule(pauseMs)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** Leaving the studio: what isn't on the server yet goes there at once. */
  stop() {
    clearTimeout(this.#timer)
    if (this.state.status === 'unsaved') void this.#save()
  }

  edit(file: File, text: string) {
    if (this.state.texts[file] === text) return
    const texts = { ...this.state.texts, [file]: text }
    this.#backUp(texts)
    this.#set({ texts, status: this.state.status === 'stale' ? 'stale' : 'unsaved' })
    if (this.state.status !== 'stale') this.#schedule(pauseMs)
  }

  retry() {
    if (this.state.status === 'failed') void this.#save()
  }

  /** Everything on the server; ends in the ETag to submit with, or null when that isn't possible now. */
  async flush(): Promise<string | null> {
    clearTimeout(this.#timer)
    await this.#sending
    if (this.state.status === 'unsaved' || this.state.status === 'failed') await this.#save()
    return this.state.status === 'saved' ? this.#etag : null
  }

  choose(whose: 'mine' | 'theirs') {
    const theirs = this.state.theirs
    if (!theirs) return
    this.#etag = theirs.etag
    this.#version = theirs.draft.version
    if (whose === 'mine') {
      this.#set({ theirs: null, status: 'unsaved' })
      void this.#save()
    } else {
      forgetKept(this.#key)
      const texts = textsOf(theirs.draft)
      this.#set({ theirs: null, status: 'saved', texts, replaced: this.state.replaced + 1 })
    }
  }

  /** After it was submitted or put away. */
  forget() {
    clearTimeout(this.#timer)
    forgetKept(this.#key)
    this.state = { ...this.state, status: 'saved' }
  }

  #backUp(texts: Texts) {
    keep(this.#key, { ...texts, version: this.#version } satisfies Backup)
  }

  #set(change: Partial<KeptState>) {
    this.state = { ...this.state, ...change }
    for (const listener of this.#listeners) listener()
  }

  #schedule(ms: number) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#save(), ms)
  }

  #save(): Promise<void> {
    this.#sending ??= this.#send().finally(() => {
      this.#sending = null
    })
    return this.#sending
  }

  async #send() {
    clearTimeout(this.#timer)
    const body = this.state.texts
    this.#set({ status: 'saving' })
    try {
      const input = { params: { id: this.#id }, body, ...(this.#etag ? { ifMatch: this.#etag } : {}) }
      const { data, etag } = await call(policies.saveDraft, input)
      this.#etag = etag
      this.#version = data.version
      if (same(this.state.texts, body)) {
        forgetKept(this.#key)
        this.#set({ status: 'saved', error: null })
      } else {
        this.#backUp(this.state.texts)
        this.#set({ status: 'unsaved', error: null })
        this.#schedule(pauseMs)
      }
    } catch (error) {
      await this.#failed(error)
    }
  }

  async #failed(error: unknown) {
    const code = error instanceof ProblemError ? error.problem.code : 'network'
    if (code === 'stale') {
      try {
        const { data, etag } = await call(policies.getDraft, { params: { id: this.#id } })
        return this.#set({ status: 'stale', theirs: { draft: data, etag }, error: null })
      } catch (second) {
        return this.#set({ status: 'failed', error: second })
      }
    }
    this.#set({ status: 'failed', error })
    if (['network', 'unavailable', 'unexpected', 'tooMany'].includes(code)) this.#schedule(retryMs)
  }
}
