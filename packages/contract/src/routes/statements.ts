import { z } from 'zod'
import { pageOf, pageQuery } from '../page.ts'
import { route } from '../route.ts'
import * as statements from '../statements.ts'
import { byId } from './common.ts'

const s = { audience: 'staff', tag: 'Staff: statements' } as const
const p = { audience: 'partner', tag: 'Partner: statements' } as const
const csv = { response: z.string(), status: 200, download: 'text/csv' } as const
const pdf = { method: 'get', params: byId, response: z.string(), status: 200, download: 'application/pdf' } as const
const list = { method: 'get', response: pageOf(statements.StatementSummary), status: 200 } as const
const one = { method: 'get', params: byId, response: statements.Statement, status: 200 } as const
const check = { method: 'get', params: byId, response: statements.StatementCheck, status: 200 } as const

/** Months are closed, statements made and paid, disputes answered: the finance team's work. */
export const staffStatements = {
  months: route({
    ...s,
    id: 'listMonths',
    method: 'get',
    path: '/staff/months',
    summary: 'Months with bookings, newest first',
    response: z.object({ items: z.array(statements.Month) }),
    status: 200,
  }),
  closeMonth: route({
    ...s,
    id: 'closeMonth',
    method: 'post',
    path: '/staff/months/{month}/closing',
    summary: 'Close a month that is over, and make its statements',
    params: z.object({ month: statements.askedMonth }),
    body: z.strictObject({}),
    response: statements.Month,
    status: 201,
    creates: true,
  }),
  list: route({
    ...s,
    ...list,
    id: 'listAllStatements',
    path: '/staff/statements',
    summary: 'All statements, newest first',
    query: z.object({ ...pageQuery, month: statements.askedMonth.optional() }),
  }),
  get: route({ ...s, ...one, id: 'getAnyStatement', path: '/staff/statements/{id}', summary: 'One statement' }),
  check: route({
    ...s,
    ...check,
    id: 'checkAnyStatement',
    path: '/staff/statements/{id}/check',
    summary: 'Compute it anew from its lines, the ledger and the decisions',
  }),
  csv: route({
    ...s,
    id: 'downloadAnyStatement',
    method: 'get',
    path: '/staff/statements/{id}/file',
    summary: 'The statement as CSV',
    params: byId,
    ...csv,
  }),
  pdf: route({
    ...s,
    ...pdf,
    id: 'printAnyStatement',
    path: '/staff/statements/{id}/pdf',
    summary: 'The statement as PDF',
  }),
  pay: route({
    ...s,
    id: 'payStatement',
    method: 'post',
    path: '/staff/statements/{id}/payout',
    summary: 'Note that it was paid',
    params: byId,
    body: z.strictObject({}),
    response: statements.Statement,
    status: 201,
    creates: true,
  }),
  disputes: route({
    ...s,
    id: 'listDisputes',
    method: 'get',
    path: '/staff/disputes',
    summary: 'Disputes that wait for an answer, by day',
    response: z.object({ items: z.array(statements.OpenDisputeItem) }),
    status: 200,
  }),
  answer: route({
    ...s,
    id: 'answerDispute',
    method: 'post',
    path: '/staff/disputes/{id}/answer',
    summary: 'Answer a dispute; upheld, the correction is a new booking',
    params: byId,
    body: statements.AnswerDispute,
    response: statements.Statement,
    status: 201,
    creates: true,
  }),
}

/** What a partner is paid, line by line. */
export const partnerStatements = {
  list: route({
    ...p,
    ...list,
    id: 'listStatements',
    path: '/partner/statements',
    summary: 'Your statements, newest first',
    query: z.object({ ...pageQuery }),
  }),
  get: route({
    ...p,
    ...one,
    id: 'getStatement',
    path: '/partner/statements/{id}',
    summary: 'One statement, each line with its decision',
  }),
  check: route({
    ...p,
    ...check,
    id: 'checkStatement',
    path: '/partner/statements/{id}/check',
    summary: 'Compute it anew from its lines, the ledger and the decisions',
  }),
  csv: route({
    ...p,
    id: 'downloadStatement',
    method: 'get',
    path: '/partner/statements/{id}/file',
    summary: 'The statement as CSV',
    params: byId,
    ...csv,
  }),
  pdf: route({
    ...p,
    ...pdf,
    id: 'printStatement',
    path: '/partner/statements/{id}/pdf',
    summary: 'The statement as PDF, with the table attached',
  }),
  dispute: route({
    ...p,
    id: 'disputeLine',
    method: 'post',
    path: '/partner/statement-lines/{id}/dispute',
    summary: 'Dispute a line; you are told by when it is answered',
    params: byId,
    body: statements.OpenDispute,
    response: statements.Statement,
    status: 201,
    creates: true,
  }),
}
