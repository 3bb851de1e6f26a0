import { dispatch } from '@parley/api/outbox/dispatch'
import { parseAllowedHosts } from '@parley/api/webhooks/allowed-hosts'
import { sendDue } from '@parley/api/webhooks/send-due'
import { partnerWebhooks, vendorWebhooks } from '@parley/contract/routes/webhooks'
import type { World } from '../../support/open-world.ts'
import { answers, receiver } from '../../support/receiver.ts'

/** A webhook of Alder's that took one event and refused the next, one of its that is paused, and one of the vendor's. */
export async function fillWebhooks(w: World): Promise<void> {
  const there = await receiver()
  w.env.network = { ...w.env.network, allowed: parseAllowedHosts(`127.0.0.1:${there.port}`) }
  const admin = w.as('alderAdmin')
  const topics = ['registration.decided', 'protection.reminded', 'protection.expired'] as const
  const body = { url: there.url, description: 'Our CRM in Columbus', topics: [...topics] }
  const { endpoint } = await admin.does(partnerWebhooks.create, { body })
  await w.as('operator').does(vendorWebhooks.create, { body: { ...body, url: `${there.url}/vendor`, description: '' } })
  const paused = await admin.does(partnerWebhooks.create, {
    body: { ...body, url: 'https://hooks.erp.alder-ridge-systems.example/deal-registration/events' },
  })
  const { id, url, description, version } = paused.endpoint
  const pause = { url, description, topics: [...topics], status: 'paused' as const }
  await admin.does(partnerWebhooks.change, { params: { id }, body: pause, ifMatch: version })
  await admin.does(partnerWebhooks.test, { params: { id: endpoint.id } })
  await sendDue(w.env)
  there.does(answers(503))
  await dispatch(w.env)
  await sendDue(w.env)
}
