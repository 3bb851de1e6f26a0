import { hostileConditions } from './conditions.ts'
import { hostileDerived } from './derived.ts'
import type { HostileDocument } from './documents.ts'
import { hostileParts } from './parts.ts'
import { hostileSizes } from './sizes.ts'
import { hostileTime } from './time.ts'

export const hostileDocuments: Readonly<Record<string, readonly HostileDocument[]>> = {
  'conditions, rules and events': hostileConditions,
  'derived facts': hostileDerived,
  'calendars, days and moments': hostileTime,
  'covers, criteria, parameters, texts and numbers': hostileParts,
  'size, depth and number of mistakes': hostileSizes,
}
