import { forgetKept, keep, readKept } from '../layout/kept.ts'
import type { DealForm } from './deal-form.ts'

/** What this device holds of a draft: survives a reload at any keystroke, and is gone at sign-out. */
export type Held = {
  form: DealForm
  /** The server's version that it was typed on; null when it has never been saved. */
  version: number | null
  /** Typed since the last save. */
  dirty: boolean
  /** The field that had the focus. */
  focus: string | null
}

const keyOf = (userId: string, draftId: string | null) => `draft.${userId}.${draftId ?? 'new'}`

export const readHeld = (userId: string, draftId: string | null): Held | null =>
  readKept<Held>(keyOf(userId, draftId)) ?? null

export const hold = (userId: string, draftId: string | null, held: Held): void => keep(keyOf(userId, draftId), held)

export const letGo = (userId: string, draftId: string | null): void => forgetKept(keyOf(userId, draftId))
