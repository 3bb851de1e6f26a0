import { keptOnDevice } from '@parley/ui/kept'

/** What is being written, also drafts of deals: until it is sent, or its writer signs out. */
export const { useKept, readKept, keep, forgetKept, keptKeys, forgetAllKept, keepOnlyFor } =
  keptOnDevice('parley.partner.')

/** Whether a draft was left here that the server couldn't take. */
export const holdsUnsent = (): boolean =>
  keptKeys().some((key) => key.startsWith('draft.') && readKept<{ dirty: boolean }>(key)?.dirty === true)
