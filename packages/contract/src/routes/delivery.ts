import { DeliveryState } from '../delivery.ts'
import { route } from '../route.ts'
import { byId } from './common.ts'

const d = { audience: 'staff', tag: 'Staff: delivery' } as const

/** For operators: what leaves the house, and what is stuck. */
export const delivery = {
  state: route({
    ...d,
    id: 'deliveryState',
    method: 'get',
    path: '/staff/delivery',
    summary: 'E-mails that wait or failed, and messages that were set aside',
    response: DeliveryState,
    status: 200,
  }),
  retryEmail: route({
    ...d,
    id: 'retryEmail',
    method: 'post',
    path: '/staff/delivery/emails/{id}/retry',
    summary: 'Send an e-mail again that was given up or waits',
    params: byId,
    response: DeliveryState,
    status: 200,
  }),
  retryMessage: route({
    ...d,
    id: 'retryMessage',
    method: 'post',
    path: '/staff/delivery/messages/{id}/retry',
    summary: 'Tell again what was set aside',
    params: byId,
    response: DeliveryState,
    status: 200,
  }),
}
