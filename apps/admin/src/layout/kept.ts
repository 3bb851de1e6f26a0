import { keptOnDevice } from '@parley/ui/kept'

/** Half-written reasons, notes and drafts: until they are sent, or their writer signs out. */
export const { useKept, readKept, keep, forgetKept, forgetAllKept, keepOnlyFor } = keptOnDevice('parley.console.')
