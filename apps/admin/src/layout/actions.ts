import { useEffect, useSyncExternalStore } from 'react'

/** Something that can be done on the present screen: listed in the command palette, with its reason when it can't. */
export type Action = { title: string; run: () => void; refused?: string | undefined }

const registered = new Map<symbol, Action[]>()
const listeners = new Set<() => void>()
let all: Action[] = []

function publish() {
  all = [...registered.values()].flat()
  for (const listener of listeners) listener()
}

export function useActions(actions: Action[]) {
  useEffect(() => {
    const key = Symbol('screen')
    registered.set(key, actions)
    publish()
    return () => {
      registered.delete(key)
      publish()
    }
  }, [actions])
}

export const useScreenActions = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => all,
  )
