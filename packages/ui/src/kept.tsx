import { useEffect, useState } from 'react'

/**
 * What somebody is typing, kept on this device until it is sent: a reload, or a session that ended, loses nothing.
 * `prefix` tells one app's from the other's; keys that begin with `draft.` outlive a sign-out.
 */
export function keptOnDevice(prefix: string) {
  function readKept<T>(key: string): T | undefined {
    try {
      const text = localStorage.getItem(prefix + key)
      return text === null ? undefined : (JSON.parse(text) as T)
    } catch {
      return undefined
    }
  }

  /** A device without room or permission keeps nothing; typing goes on all the same. */
  function keep(key: string, value: unknown): void {
    try {
      localStorage.setItem(prefix + key, JSON.stringify(value))
    } catch {}
  }

  const forgetKept = (key: string) => localStorage.removeItem(prefix + key)

  /** Like useState; the third calls it done: what was typed has been sent. */
  function useKept<T>(key: string, initial: T) {
    const [value, setValue] = useState<T>(() => readKept(key) ?? initial)
    useEffect(() => keep(key, value), [key, value])
    const forget = () => forgetKept(key)
    return [value, setValue, forget] as const
  }

  /** At sign-out: the next person at this device reads nobody's half-written words. */
  function forgetAllKept(): void {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(prefix) && !key.startsWith(`${prefix}draft.`)) localStorage.removeItem(key)
  }

  return { useKept, readKept, keep, forgetKept, forgetAllKept }
}
