import { z } from 'zod'
import { Ability } from './ability.ts'
import { id, instant, text } from './text.ts'

/** The console's lists whose filters can be kept under a name. */
export const viewLists = ['registrations', 'accounts', 'deals', 'conflicts', 'engagements', 'overlap'] as const
export const ViewList = z.enum(viewLists)
export type ViewList = z.infer<typeof ViewList>

/** Filters as they stand in the list's address: `{"status": "inReview"}`. */
const filters = z
  .record(z.string().regex(/^[a-z][A-Za-z]{0,39}$/, 'Name a filter as the address does.'), text(1, 200))
  .refine((each) => Object.keys(each).length <= 20, 'Keep 20 filters at most.')

export const SaveView = z
  .strictObject({
    list: ViewList,
    name: text(1, 80),
    filters,
    /** Everybody of the vendor's finds it in their list. */
    isShared: z.boolean().default(false),
  })
  .meta({ id: 'SaveView' })
export const ChangeView = SaveView.omit({ list: true }).meta({ id: 'ChangeView' })

export const SavedView = z
  .object({
    id,
    list: ViewList,
    name: z.string(),
    filters: z.record(z.string(), z.string()),
    isShared: z.boolean(),
    isOwn: z.boolean(),
    ownerName: z.string(),
    savedAt: instant,
    can: z.object({ change: Ability }),
    version: z.int(),
  })
  .meta({ id: 'SavedView' })
export type SavedView = z.infer<typeof SavedView>
