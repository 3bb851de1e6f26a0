import { z } from 'zod'

export const rulePoints = ['registration', 'protection'] as const
export const rulesSearch = z.object({ point: z.enum(rulePoints).optional().catch(undefined) })
