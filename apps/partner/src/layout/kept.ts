import { keptOnDevice } from '@parley/ui/kept'

/** What is being written on a registration; gone at sign-out. */
export const { useKept, forgetAllKept } = keptOnDevice('parley.partner.')
