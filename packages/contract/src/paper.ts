import { z } from 'zod'
import { dealRoles } from './registrations.ts'
import { amountMinor, id, text } from './text.ts'

export const papers = {
  vendor: 'The vendor’s paper',
  partner: 'The partner’s paper',
  distributor: 'A distributor’s paper',
  marketplace: 'A marketplace’s paper',
} as const
export type Paper = keyof typeof papers
export const Paper = z.enum(Object.keys(papers) as [Paper, ...Paper[]])

/** What is known of whose contract it will be; what is left out isn't known. A person who decides says whose, and why. */
export const DecidePaper = z
  .strictObject({
    partnerId: id,
    role: z.enum(dealRoles),
    route: z.enum(['oneTier', 'twoTier', 'marketplace']).optional(),
    resaleAgreed: z.boolean().optional(),
    managedServiceAgreed: z.boolean().optional(),
    freeCreditMinor: amountMinor.optional(),
    prepays: z.boolean().optional(),
    servesRegion: z.boolean().optional(),
    coTerm: z.boolean().optional(),
    publicContract: z.enum(['none', 'vendor', 'partner', 'distributor']).optional(),
    termsDiffer: z.boolean().optional(),
    wantsPaper: z.enum(['any', 'vendor', 'partner', 'marketplace']).optional(),
    frameworkWith: z.enum(['none', 'vendor', 'partner']).optional(),
    contractPaper: z.enum(['none', 'vendor', 'partner', 'distributor', 'marketplace', 'other']).optional(),
    channelOnly: z.boolean().optional(),
    creditHold: z.boolean().optional(),
    inPerson: z
      .strictObject({
        paper: Paper,
        earns: z.enum(['margin', 'commission', 'ownServices']),
        reason: text(10, 2000),
        wording: text(10, 1000),
      })
      .optional(),
  })
  .meta({ id: 'DecidePaper' })
