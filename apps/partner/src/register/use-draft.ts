import { call } from '@parley/contract/client'
import { beforeSignOut } from '@parley/ui/kept'
import { isStale } from '@parley/ui/problem'
import { type Answer, queryKeyOf } from '@parley/ui/query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { queryClient, refreshRegistrations, routes } from '../api.ts'
import { type DealForm, fromDraft } from './deal-form.ts'
import { hold, letGo } from './kept-locally.ts'

/** `device`: only here so far; `server`: everywhere; `elsewhere`: somebody saved another state of it meanwhile. */
export type Keeping = 'nothing' | 'device' | 'server' | 'elsewhere'
export type DraftStart = {
  id: string | null
  etag: string | null
  version: number | null
  form: DealForm
  dirty: boolean
  /** Another state of this draft, saved elsewhere since this one was typed. */
  other: { form: DealForm; etag: string | null; version: number } | null
}

const saveAfterMs = 1_500
const retryAfterMs = 10_000

/** Keeps the form: on this device at every keystroke, on the server when typing has stopped for 1.5 s. */
export function useDraft(userId: string, start: DraftStart, onCreated: (id: string) => void) {
  const [form, setForm] = useState(start.form)
  const [other, setOther] = useState(start.other)
  const [keeping, setKeeping] = useState<Keeping>(() => {
    if (start.other) return 'elsewhere'
    if (start.dirty) return 'device'
    return start.id === null ? 'nothing' : 'server'
  })
  const now = useRef({
    ...start,
    focus: null as string | null,
    changed: false,
    finished: false,
    sending: null as Promise<void> | null,
    gone: false,
  })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const later = useRef<() => unknown>(() => {})

  const holdNow = useCallback(() => {
    const { id, form, version, dirty, focus } = now.current
    hold(userId, id, { form, version, dirty, focus })
  }, [userId])

  const send = useCallback(async () => {
    clearTimeout(timer.current)
    const state = now.current
    if (state.finished || !state.dirty || state.other) return
    const sent = state.form
    try {
      const body = { form: sent }
      const saved: Answer<typeof routes.createDraft> =
        state.id === null
          ? await call(routes.createDraft, { body })
          : await call(routes.saveDraft, {
              params: { id: state.id },
              body,
              ...(state.etag ? { ifMatch: state.etag } : {}),
            })
      const isNew = state.id === null
      if (state.finished) {
        // It was registered while its first draft was being made: that draft would stay on the home page for ever.
        if (isNew) await call(routes.deleteDraft, { params: { id: saved.data.id } })
        return
      }
      Object.assign(state, { id: saved.data.id, etag: saved.etag, version: saved.data.version })
      state.dirty = state.form !== sent
      queryClient.setQueryData(queryKeyOf(routes.getDraft, { params: { id: saved.data.id } }), saved)
      if (isNew) {
        letGo(userId, null)
        if (!state.gone) onCreated(saved.data.id)
      }
      holdNow()
      void refreshRegistrations()
      setKeeping(state.dirty ? 'device' : 'server')
      if (state.dirty) timer.current = setTimeout(() => later.current(), saveAfterMs)
    } catch (error) {
      if (state.finished) return
      if (isStale(error) && state.id) {
        const { data, etag } = await call(routes.getDraft, { params: { id: state.id } })
        state.other = { form: fromDraft(data.form), etag, version: data.version }
        setOther(state.other)
        setKeeping('elsewhere')
      } else {
        setKeeping('device')
        timer.current = setTimeout(() => later.current(), retryAfterMs)
      }
    }
  }, [userId, onCreated, holdNow])
  const save = useCallback((): Promise<void> => {
    const state = now.current
    state.sending ??= send().finally(() => {
      state.sending = null
    })
    return state.sending
  }, [send])
  later.current = save

  const change = (next: Partial<DealForm>) => {
    const state = now.current
    Object.assign(state, { form: { ...state.form, ...next }, dirty: true, changed: true })
    holdNow()
    setForm(state.form)
    setKeeping((old) => (old === 'elsewhere' ? old : 'device'))
    clearTimeout(timer.current)
    timer.current = setTimeout(save, saveAfterMs)
  }
  const settle = (takeOther: boolean) => {
    const state = now.current
    if (!state.other) return
    const { form: otherForm, etag, version } = state.other
    Object.assign(state, { etag, version, other: null, dirty: !takeOther, form: takeOther ? otherForm : state.form })
    setOther(null)
    setForm(state.form)
    setKeeping(takeOther ? 'server' : 'device')
    holdNow()
    void save()
  }
  /** The draft is done with: registered or put away. Nothing is saved any more. */
  const finish = () => {
    now.current.finished = true
    clearTimeout(timer.current)
    letGo(userId, now.current.id)
    letGo(userId, null)
  }
  const rememberFocus = (field: string) => {
    now.current.focus = field
    if (now.current.changed) holdNow()
  }

  useEffect(() => {
    now.current.gone = false
    if (now.current.dirty && !now.current.other) timer.current = setTimeout(save, saveAfterMs)
    const takeBack = beforeSignOut(async () => {
      await now.current.sending
      await save()
      return !now.current.dirty
    })
    return () => {
      takeBack()
      now.current.gone = true
      clearTimeout(timer.current)
      void save()
    }
  }, [save])

  return { form, change, keeping, other, settle, finish, rememberFocus, current: () => now.current }
}
