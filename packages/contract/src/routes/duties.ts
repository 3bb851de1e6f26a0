import { z } from 'zod'
import * as d from '../duties.ts'
import { StaffRegistration } from '../registrations.ts'
import { route } from '../route.ts'
import { byId } from './common.ts'

const s = { audience: 'staff', tag: 'Staff: who answers' } as const

/** What the vendor owes on registrations, and who has it. */
export const staffDuties = {
  take: route({
    ...s,
    id: 'takeDuty',
    method: 'post',
    path: '/staff/registrations/{id}/taken',
    summary: 'Say that you look at it: the partner reads so, and it is yours',
    params: byId,
    response: StaffRegistration,
    status: 200,
  }),
  whoAnswers: route({
    ...s,
    id: 'whoAnswers',
    method: 'get',
    path: '/staff/duties',
    summary: 'Who answers for which partner, who stands in, and who is away',
    response: d.WhoAnswers,
    status: 200,
  }),
  keepSeat: route({
    ...s,
    id: 'keepDutySeat',
    method: 'put',
    path: '/staff/duties/people/{id}',
    summary: 'Name a backup and a manager, or an absence. If-Match is this person’s version',
    params: z.object({ id: z.string().min(1).max(100) }),
    body: d.KeepSeat,
    response: d.WhoAnswers,
    status: 200,
    etag: 'needs',
  }),
  keepAnswerer: route({
    ...s,
    id: 'keepAnswerer',
    method: 'put',
    path: '/staff/duties/partners/{id}',
    summary: 'Name a partner’s channel manager, and its working calendar. If-Match is this partner’s version',
    params: byId,
    body: d.KeepAnswerer,
    response: d.WhoAnswers,
    status: 200,
    etag: 'needs',
  }),
}
