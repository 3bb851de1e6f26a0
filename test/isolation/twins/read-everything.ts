import { compose } from '@parley/api/email/compose'
import type { Route } from '@parley/contract/route'
import { allRoutes } from '@parley/contract/routes/all'
import type { TwinWorld } from './twin-world.ts'

const all = allRoutes as readonly Route[]
const own = all.filter(({ method, audience }) => method === 'get' && ['partner', 'anyone'].includes(audience))
const lists = own.filter(({ path }) => !path.includes('{'))
/** These have no records in them: one world in ten is enough. */
const withoutRecords =
  /^\/(sign-in|me$|me\/|partner\/rules|partner\/published|partner\/team|partner\/api-keys|notifications?-settings|notifications\/settings)/
/** One record, or something of one, by the list in which its id stands. */
const details = own.filter(({ path }) => /^[^{]*\{id\}[^{]*$/.test(path))

/** Everything that the listener can read by itself: every list, every record that stands in one, files, the published rules. */
export async function readEverything(w: TwinWorld): Promise<void> {
  const ids = new Map<string, string[]>()
  const isThorough = w.number % 10 === 0
  for (const route of lists) {
    if (!isThorough && withoutRecords.test(route.path)) continue
    const query = 'limit' in (route.query?.shape ?? {}) ? { limit: 100 } : {}
    const { json } = await w.hears(route, { query })
    const { items } = (json ?? {}) as { items?: { id?: string }[] }
    if (items)
      ids.set(
        route.path,
        items.flatMap(({ id }) => id ?? []),
      )
  }
  for (const route of details)
    for (const id of ids.get(route.path.split('/{')[0]!) ?? []) await w.hears(route, { params: { id } })
}

/** What was sent to the listener: e-mails as they leave, webhooks byte for byte. */
export async function readPost(w: TwinWorld): Promise<void> {
  const { program, listener, transcript } = w
  const mails = await program.sql<Parameters<typeof compose>[0]>(
    `SELECT id, address, subject, lines, link_words AS "linkWords", link_url AS "linkUrl", kind FROM parley.email
     WHERE address = $1 ORDER BY created_at, seq`,
    [listener.someone.person!.email],
  )
  const { publicUrl } = program.env
  const sender = { name: 'Deals', address: 'deals@northwind.example', vendorName: 'Northwind Systems', publicUrl }
  for (const mail of mails) {
    const { subject, text, html, messageId } = compose(mail, sender)
    transcript.keeps('an e-mail', [messageId, subject, text, html].join('\n'))
  }
  const posted = await program.sql<{ topic: string; message_id: string; payload: string }>(
    `SELECT d.topic, d.message_id, d.payload FROM parley.webhook_delivery d JOIN parley.webhook_endpoint e ON e.id = d.endpoint_id
     WHERE e.partner_id = $1 ORDER BY d.seq`,
    [listener.id],
  )
  for (const { topic, payload } of posted) transcript.keeps(`a webhook, ${topic}`, payload)
}
