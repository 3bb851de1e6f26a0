import { useEffect, useState } from 'react'

const unsent = new Set<() => Promise<boolean>>()

/** A screen that keeps a draft on the server says how what is only here gets there: true when it did. Ends in how to take it back. */
export function beforeSignOut(send: () => Promise<boolean>): () => void {
  unsent.add(send)
  return () => {
    unsent.delete(send)
  }
}

/** Sends what is only on this device, which signing out clears; where that can't be done, the person decides. */
export async function readyToSignOut(isMoreUnsent: () => boolean = () => false): Promise<boolean> {
  const sent = await Promise.all([...unsent].map((send) => send().catch(() => false)))
  if (sent.every(Boolean) && !isMoreUnsent()) return true
  return confirm('What you typed last couldn’t be saved. Signing out deletes it here. Sign out?')
}

/**
 * What somebody is typing, kept on this device until it is sent: a reload, or a session that ended, loses nothing. Signing out
 * clears it, and so does somebody else who signs in. `prefix` tells one app's from the other's.
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

  const keptKeys = () =>
    Object.keys(localStorage).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []))

  /** At sign-out: the next person at this device reads nobody's half-written words. */
  function forgetAllKept(): void {
    for (const key of keptKeys()) forgetKept(key)
  }

  /** Somebody is in: what another left here, whose session ended without a sign-out, is gone. True when there was another. */
  function keepOnlyFor(userId: string): boolean {
    if (readKept<string>('person') === userId) return false
    forgetAllKept()
    keep('person', userId)
    return true
  }

  return { useKept, readKept, keep, forgetKept, keptKeys, forgetAllKept, keepOnlyFor }
}
