import { useEffect, useState } from 'react'

const prefix = 'parley.console.'

/** What somebody is typing, kept on this device until it is sent: a reload, or a session that ended, loses nothing. */
export function useKept<T>(key: string, initial: T) {
  const [value, setValue] = useState<T>(() => readKept(key) ?? initial)
  useEffect(() => keep(key, value), [key, value])
  const forget = () => forgetKept(key)
  return [value, setValue, forget] as const
}

export function readKept<T>(key: string): T | undefined {
  const text = localStorage.getItem(prefix + key)
  if (text === null) return undefined
  try {
    return JSON.parse(text) as T
  } catch {
    return undefined
  }
}

/** A device without room or permission keeps nothing; typing goes on all the same. */
export function keep(key: string, value: unknown) {
  try {
    localStorage.setItem(prefix + key, JSON.stringify(value))
  } catch {}
}
export const forgetKept = (key: string) => localStorage.removeItem(prefix + key)

/** At sign-out: the next person at this device reads nobody's half-written reasons. Drafts stay; only their author may open them. */
export function forgetAllKept() {
  for (const key of Object.keys(localStorage))
    if (key.startsWith(prefix) && !key.startsWith(`${prefix}draft.`)) localStorage.removeItem(key)
}
