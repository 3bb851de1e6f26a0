import { everyoneCanUse } from './support/everyone.ts'

await everyoneCanUse('admin', { source: 'apps/admin/src/router.tsx', pattern: /\bpath: '(\/[^']*)'/g })
