import { z } from 'zod'
import * as cases from '../conflicts.ts'
import { AttachEvidence } from '../evidence.ts'
import { route } from '../route.ts'
import { id } from '../text.ts'
import { byId } from './common.ts'

const s = { audience: 'staff', tag: 'Staff: conflicts' } as const
const p = { audience: 'partner', tag: 'Partner: your claim' } as const
const changed = { status: 201, creates: true, etag: 'needs', response: cases.ConflictCase } as const

/** Who leads, of those who claim it: the vendor's side. The list is `listConflicts`. */
export const staffConflicts = {
  get: route({
    ...s,
    id: 'getConflict',
    method: 'get',
    path: '/staff/conflicts/{id}',
    summary: 'One case with its claims side by side, and what the policy says of them now',
    params: byId,
    response: cases.ConflictCase,
    status: 200,
    etag: 'gives',
  }),
  say: route({
    ...s,
    ...changed,
    id: 'sayFactOfClaim',
    method: 'post',
    path: '/staff/conflicts/{id}/claims/{claimId}/facts',
    summary: 'Say what is so of a claim, with the reason; the latest word counts',
    params: z.object({ id, claimId: id }),
    body: cases.SayFact,
  }),
  attach: route({
    ...s,
    id: 'attachEvidenceToConflict',
    method: 'post',
    path: '/staff/conflicts/{id}/evidence',
    summary: "Show what the vendor's own sales team has done",
    params: byId,
    body: AttachEvidence,
    response: cases.ConflictCase,
    status: 201,
    creates: true,
  }),
  decide: route({
    ...s,
    ...changed,
    id: 'decideConflict',
    method: 'post',
    path: '/staff/conflicts/{id}/decision',
    summary: 'Let the policy decide now: a clear margin decides, a narrow one goes to a person',
    params: byId,
  }),
  award: route({
    ...s,
    ...changed,
    id: 'awardConflict',
    method: 'post',
    path: '/staff/conflicts/{id}/award',
    summary: 'Decide in person, with the reason; nobody who is a party to it can',
    params: byId,
    body: cases.AwardCase,
  }),
  answerAppeal: route({
    ...s,
    ...changed,
    id: 'answerAppeal',
    method: 'post',
    path: '/staff/conflicts/{id}/appeals/{appealId}/answer',
    summary: 'Answer an appeal: somebody else than who decided first',
    params: z.object({ id, appealId: id }),
    body: cases.AnswerAppeal,
  }),
  proposeTeaming: route({
    ...s,
    id: 'proposeTeaming',
    method: 'post',
    path: '/staff/teamings',
    summary: 'Propose a teaming of partners that have registered; each confirms its own side',
    body: cases.ProposeTeaming,
    response: cases.StaffTeaming,
    status: 201,
    creates: true,
  }),
  listTeamings: route({
    ...s,
    id: 'listTeamings',
    method: 'get',
    path: '/staff/teamings',
    summary: 'Teamings at an account or a registration, newest first',
    query: z.object({ accountId: id.optional(), registrationId: id.optional() }),
    response: z.object({ items: z.array(cases.StaffTeaming) }),
    status: 200,
  }),
}

/** A partner's own side: what counts for it, what came of it, and its appeal. */
export const partnerConflicts = {
  claim: route({
    ...p,
    id: 'getOwnClaim',
    method: 'get',
    path: '/partner/registrations/{id}/claim',
    summary: 'What speaks for you at this account, and who leads where that was decided',
    params: byId,
    response: cases.OwnClaim,
    status: 200,
  }),
  appeal: route({
    ...p,
    id: 'fileAppeal',
    method: 'post',
    path: '/partner/registrations/{id}/appeal',
    summary: 'Appeal once, in time: somebody else decides again',
    params: byId,
    body: cases.FileAppeal,
    response: cases.OwnClaim,
    status: 201,
    creates: true,
  }),
  listTeamings: route({
    ...p,
    id: 'listOwnTeamings',
    method: 'get',
    path: '/partner/teamings',
    summary: 'The deals that you work together with others, newest first',
    response: z.object({ items: z.array(cases.OwnTeaming) }),
    status: 200,
  }),
  answerTeaming: route({
    ...p,
    id: 'answerTeaming',
    method: 'post',
    path: '/partner/teamings/{id}/answer',
    summary: 'Confirm your side of a teaming, or decline it',
    params: byId,
    body: cases.AnswerTeaming,
    response: cases.OwnTeaming,
    status: 201,
    creates: true,
  }),
}
