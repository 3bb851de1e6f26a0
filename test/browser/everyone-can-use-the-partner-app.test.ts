import { everyoneCanUse } from './support/everyone.ts'

await everyoneCanUse('partner', { sources: 'apps/partner/src/paths.ts', pattern: /: '(\/[^']*)'/g })
