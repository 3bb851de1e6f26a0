import { everyoneCanUse } from './support/everyone.ts'

await everyoneCanUse('partner', { source: 'apps/partner/src/paths.ts', pattern: /: '(\/[^']*)'/g })
