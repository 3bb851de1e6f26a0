import { z } from 'zod'
import { route } from '../route.ts'
import { ChangeView, SavedView, SaveView, ViewList } from '../saved-views.ts'
import { byId, nothing } from './common.ts'

const s = { audience: 'staff', tag: 'Staff: saved views' } as const

/** Filters of a list under a name: own ones, and those that colleagues share. */
export const savedViews = {
  list: route({
    ...s,
    id: 'listSavedViews',
    method: 'get',
    path: '/staff/saved-views',
    summary: 'Views of a list: your own, then those that colleagues share',
    query: z.object({ list: ViewList }),
    response: z.object({ items: z.array(SavedView) }),
    status: 200,
  }),
  save: route({
    ...s,
    id: 'saveView',
    method: 'post',
    path: '/staff/saved-views',
    summary: 'Keep filters under a name. A name of yours is kept once for a list',
    body: SaveView,
    response: SavedView,
    status: 201,
    creates: true,
    etag: 'gives',
  }),
  change: route({
    ...s,
    id: 'changeView',
    method: 'put',
    path: '/staff/saved-views/{id}',
    summary: 'Change its name, its filters, or whether it is shared',
    params: byId,
    body: ChangeView,
    response: SavedView,
    status: 200,
    etag: 'needs',
  }),
  forget: route({
    ...s,
    id: 'forgetView',
    method: 'delete',
    path: '/staff/saved-views/{id}',
    summary: 'Take it away',
    params: byId,
    response: nothing,
    status: 204,
  }),
}
