import { z } from 'zod'

/** Whether this actor may do this now; if not, the reason that the screen shows beside the disabled button. */
export const Ability = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), reason: z.string() }),
])
export type Ability = z.infer<typeof Ability>
