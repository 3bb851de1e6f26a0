import { z } from 'zod'
import { id } from './text.ts'

export const exposureStates = {
  within: 'Within the margin',
  near: 'Near the margin',
  over: 'Over the margin',
  marginUnknown: 'Margin not known',
} as const
export type ExposureState = keyof typeof exposureStates
export const ExposureState = z.enum(Object.keys(exposureStates) as [ExposureState, ...ExposureState[]])

/**
 * What all present claims could cost, asked as if the deal were won and paid. `asksMinor` before the pool, `costsMinor` within
 * it. `near` warns: one more claim like the largest would cross the margin.
 */
export const Exposure = z
  .object({
    asksMinor: z.int(),
    costsMinor: z.int(),
    poolMinor: z.int(),
    marginMinor: z.int().nullable(),
    state: ExposureState,
    warning: z.string().nullable(),
    /** Each claim, were the deal won and paid: what it would get, and the policy's answer in words. */
    parts: z.array(
      z.object({
        claimId: id,
        partnerName: z.string(),
        amountMinor: z.int(),
        policyVersion: z.int(),
        outcome: z.object({ title: z.string(), favour: z.int() }),
        headline: z.string(),
      }),
    ),
    /** Claims whose cost nobody knows yet, with what is missing or waited for. */
    unknown: z.array(z.object({ claimId: id, why: z.string() })),
  })
  .meta({ id: 'Exposure' })
export type Exposure = z.infer<typeof Exposure>
