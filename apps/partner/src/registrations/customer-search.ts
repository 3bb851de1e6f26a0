import { AccountEventKind } from '@parley/contract/account-timeline'
import { z } from 'zod'

/** Of which kind the timeline shows what happened; all of it when left out. */
export const customerSearch = z.object({ kind: AccountEventKind.optional().catch(undefined) })
