import { z } from 'zod'
import { RegistrationSummary } from './registrations.ts'
import { day, id, instant } from './text.ts'

export const AccountSummary = z
  .object({
    id,
    name: z.string(),
    domain: z.string().nullable(),
    country: z.string().nullable(),
    city: z.string().nullable(),
    designation: z.enum(['open', 'named', 'house']),
    /** Who leads it now, per product family; empty when nobody does. */
    leads: z.array(z.object({ productFamilyName: z.string(), partnerName: z.string(), lastDay: day })),
  })
  .meta({ id: 'AccountSummary' })
export type AccountSummary = z.infer<typeof AccountSummary>

export const AccountDetail = z
  .object({
    summary: AccountSummary,
    conductHold: z.object({ reason: z.string() }).nullable(),
    holdings: z.array(
      z.object({ productFamilyName: z.string(), incumbentPartnerName: z.string().nullable(), since: z.string() }),
    ),
    pipeline: z.array(z.object({ productFamilyName: z.string(), ownerName: z.string(), lastContactOn: z.string() })),
    registrations: z.array(RegistrationSummary),
    /** Bars for the timeline: protections past and present. */
    protections: z.array(
      z.object({
        registrationId: id,
        partnerName: z.string(),
        productFamilyName: z.string(),
        kind: z.enum(['exclusive', 'teaming']),
        from: instant,
        until: instant,
        /** The last protected day in the vendor's time zone: what screens show, to staff as to the partner. */
        lastDay: day,
        inForce: z.boolean(),
      }),
    ),
    provenance: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: 'AccountDetail' })
export type AccountDetail = z.infer<typeof AccountDetail>
