import { z } from 'zod'

const doings = ['activity', 'extension', 'withdrawal'] as const
export type Doing = (typeof doings)[number]

/** What is being done with the registration: its form is open. */
export const registrationSearch = z.object({ do: z.enum(doings).optional().catch(undefined) })
