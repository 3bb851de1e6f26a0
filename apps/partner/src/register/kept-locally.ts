import type { DealForm } from './deal-form.ts'

/** What this device holds of a draft: survives a reload at any keystroke. */
export type Held = {
  form: DealForm
  /** The server's version that it was typed on; null when it has never been saved. */
  version: number | null
  /** Typed since the last save. */
  dirty: boolean
  /** The field that had the focus. */
  focus: string | null
}

const keyOf = (userId: string, draftId: string | null) => `parley.draft.${userId}.${draftId ?? 'new'}`

/** Storage may be full, forbidden or hold something else: then there is just nothing held. */
export function readHeld(userId: string, draftId: string | null): Held | null {
  try {
    const text = localStorage.getItem(keyOf(userId, draftId))
    return text === null ? null : (JSON.parse(text) as Held)
  } catch {
    return null
  }
}

export function hold(userId: string, draftId: string | null, held: Held): void {
  try {
    localStorage.setItem(keyOf(userId, draftId), JSON.stringify(held))
  } catch {
    // The server still keeps the draft.
  }
}

export function letGo(userId: string, draftId: string | null): void {
  try {
    localStorage.removeItem(keyOf(userId, draftId))
  } catch {
    // Nothing was held.
  }
}
