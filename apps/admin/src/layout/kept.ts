import { useEffect, useState } from 'react'

const prefix = 'parley.console.'

/** What somebody is typing, kept on this device until it is sent: a reload, or a session that ended, loses nothing. */
export function useKept<T>(key: string, initial: T) {
  const [value, setValue] = useState<T>(() => readKept(key) ?? initial)
  useEffect(() => {
    localStorage.setItem(prefix + key, JSON.stringify(value))
  }, [key, value])
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

export const keep = (key: string, value: unknown) => localStorage.setItem(prefix + key, JSON.stringify(value))
export const forgetKept = (key: string) => localStorage.removeItem(prefix + key)
