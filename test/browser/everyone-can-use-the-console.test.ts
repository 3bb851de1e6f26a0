import { everyoneCanUse } from './support/everyone.ts'

await everyoneCanUse('admin', {
  sources: 'apps/admin/src/{router.tsx,*/routes.ts,*/routes.tsx}',
  pattern: /\bpath: '(\/[^']*)'/g,
})
