import { join } from 'node:path'

/** The pages of the manual whose examples are tests. */
export const manualPages = ['policies.md', 'policy-phrases.md', 'policy-findings.md', 'policy-reference.md'] as const

export const pathOfPage = (page: string) => join(import.meta.dirname, '../../../../docs', page)
