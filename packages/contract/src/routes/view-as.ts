import { z } from 'zod'
import { pageOf, pageQuery } from '../page.ts'
import { route } from '../route.ts'
import { StartView, View } from '../team.ts'
import { id } from '../text.ts'
import { byId } from './common.ts'

const s = { audience: 'staff', tag: 'Staff: view as a partner' } as const

export const viewAs = {
  list: route({
    ...s,
    id: 'listViews',
    method: 'get',
    path: '/staff/views',
    summary: 'Who looked as whom, the latest first',
    query: z.object({ ...pageQuery, partnerId: id.optional() }),
    response: pageOf(View),
    status: 200,
  }),
  start: route({
    ...s,
    id: 'startView',
    method: 'post',
    path: '/staff/views',
    summary: 'See the partner app as one of its people, read-only, for 30 minutes; sets a cookie',
    body: StartView,
    response: View,
    status: 201,
    creates: true,
  }),
  end: route({
    ...s,
    id: 'endView',
    method: 'post',
    path: '/staff/views/{id}/end',
    summary: 'Stop looking; clears the cookie',
    params: byId,
    response: View,
    status: 200,
  }),
}
