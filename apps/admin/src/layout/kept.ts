import { keptOnDevice } from '@parley/ui/kept'

/** Half-written reasons and notes go at sign-out; drafts of policies stay: only their author may open them. */
export const { useKept, readKept, keep, forgetKept, forgetAllKept } = keptOnDevice('parley.console.')
