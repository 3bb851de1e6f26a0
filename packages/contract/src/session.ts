import { z } from 'zod'

/** What a person may do. Partner roles belong to a partner; the others are the vendor's staff. */
export const partnerRoles = ['partnerSeller', 'partnerAdmin'] as const
export const staffRoles = ['sales', 'channelManager', 'policyEditor', 'policyApprover', 'finance', 'operator'] as const
export const roleTitles: Record<Role, string> = {
  partnerSeller: 'Partner seller',
  partnerAdmin: 'Partner admin',
  sales: 'Sales',
  channelManager: 'Channel manager',
  policyEditor: 'Policy editor',
  policyApprover: 'Policy approver',
  finance: 'Finance',
  operator: 'Operator',
}
export const Role = z.enum([...partnerRoles, ...staffRoles])
export type Role = z.infer<typeof Role>

export const ProductFamily = z.object({ id: z.string(), name: z.string() }).meta({ id: 'ProductFamily' })

/** Who is signed in, and what every screen needs: the vendor's name, the program's currency and time zone. */
export const Me = z
  .object({
    user: z.object({ id: z.string(), name: z.string(), email: z.string(), role: Role }),
    audience: z.enum(['partner', 'staff']),
    partner: z.object({ id: z.string(), name: z.string(), tier: z.string(), tierTitle: z.string() }).nullable(),
    vendor: z.object({ name: z.string(), currency: z.string(), timeZone: z.string() }),
    productFamilies: z.array(ProductFamily),
    /** Nothing but the own account can be used before a second factor is set up. */
    secondFactorNeeded: z.boolean(),
    /** The server's present instant: screens count days from it, not from the device's clock. */
    now: z.iso.datetime(),
    /** Somebody of the vendor looks as this person, read-only, until then. */
    viewed: z.object({ viewId: z.string(), by: z.string(), endsAt: z.iso.datetime() }).nullable(),
    /** In the console: this person looks as somebody of a partner, and only reads here too, until then. */
    looking: z.object({ viewId: z.string(), name: z.string(), endsAt: z.iso.datetime() }).nullable(),
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof Me>
