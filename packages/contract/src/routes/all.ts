import { accounts } from './accounts.ts'
import { imports } from './imports.ts'
import { partner } from './partner.ts'
import { policies } from './policies.ts'
import { session } from './session.ts'
import { staff } from './staff.ts'

/** Every route there is: what isn't listed here doesn't exist. */
export const allRoutes = [
  ...Object.values(session),
  ...Object.values(partner),
  ...Object.values(staff),
  ...Object.values(accounts),
  ...Object.values(imports),
  ...Object.values(policies),
]
