import { AuditEvent, AuditQuery, RecordCheck } from '../audit.ts'
import { pageOf } from '../page.ts'
import { route } from '../route.ts'

const a = { audience: 'staff', tag: 'Staff: audit', method: 'get', status: 200 } as const

/** Who did what, and whether the records are as they were written: for operators and channel managers. */
export const audit = {
  events: route({
    ...a,
    id: 'listAuditEvents',
    path: '/staff/audit/events',
    summary: 'Who did what, newest first',
    query: AuditQuery,
    response: pageOf(AuditEvent),
  }),
  check: route({
    ...a,
    id: 'getRecordCheck',
    path: '/staff/audit/check',
    summary: 'When the records were last checked, and what came of it',
    response: RecordCheck,
  }),
}
