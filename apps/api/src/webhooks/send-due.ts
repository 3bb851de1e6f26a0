import { type Env, systemActor } from '../context.ts'
import { inTransaction } from '../transaction.ts'
import { type ClaimedDelivery, claimDeliveries } from './claim-deliveries.ts'
import { headersOf } from './delivery-record.ts'
import { postEvent, type Reply } from './post-event.ts'
import { type SecretBox, secretBox } from './secret-box.ts'
import { settleDelivery } from './settle-delivery.ts'
import { secondsOf, signatureOf } from './signature.ts'

const mostAtOnce = 20

/** While slow ones are on their way, what came due meanwhile is looked for this often. */
const lookAgainMs = 500

/**
 * Sends whatever is due, and ends when nothing is. Claims, sends with nothing locked, and writes down how it went: three
 * steps, of which the first and last are transactions. Once it is stopping nothing more is claimed, and what `cut` cuts off
 * is tried again when its lease ends. Returns how many tries were made.
 */
export async function sendDue(
  env: Env,
  cut: AbortSignal = new AbortController().signal,
  isStopping: () => boolean = () => false,
): Promise<number> {
  const box = secretBox(env)
  const onTheirWay = new Set<Promise<void>>()
  let tries = 0
  for (;;) {
    const before = onTheirWay.size
    const most = isStopping() ? 0 : mostAtOnce - before
    const claimed = most > 0 ? await inTransaction(env, systemActor, (ctx) => claimDeliveries(ctx, most)) : []
    tries += claimed.length
    for (const delivery of claimed) {
      const way = send(env, box, delivery, cut).finally(() => onTheirWay.delete(way))
      onTheirWay.add(way)
    }
    // One that ended while others were claimed may have been what its next waited for: only a look with none on its way is the last.
    if (before === 0 && claimed.length === 0) return tries
    if (onTheirWay.size > 0)
      await Promise.race([...onTheirWay, ...(most > claimed.length ? [env.pause(lookAgainMs)] : [])])
  }
}

/** One that can't be settled keeps its lease, and is tried again when that ends. */
async function send(env: Env, box: SecretBox, delivery: ClaimedDelivery, cut: AbortSignal): Promise<void> {
  try {
    const at = env.clock()
    const began = env.watchMs()
    const { reply, signature } = await attempt(env, box, delivery, at, cut)
    const tookMs = env.watchMs() - began
    if (cut.aborted && reply.error !== null) return
    await inTransaction(env, systemActor, (ctx) => settleDelivery(ctx, delivery, { at, tookMs, reply, signature }))
  } catch (error) {
    env.logger.error({ err: error, deliveryId: delivery.id }, 'a webhook delivery could not be settled')
  }
}

async function attempt(env: Env, box: SecretBox, delivery: ClaimedDelivery, at: Date, cut: AbortSignal) {
  const { messageId, payload: body, url } = delivery
  const secrets = openSecrets(box, delivery)
  if (secrets === null) return { reply: unreadable, signature: null }
  const signature = signatureOf(secrets, { messageId, seconds: secondsOf(at), body })
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Parley-Webhooks/1',
    ...headersOf(messageId, at, signature),
  }
  const reply = await postEvent(env.network, { url, body, headers, now: at }, cut)
  return { reply, signature: reply.sent ? signature : null }
}

const unreadable: Reply = {
  status: null,
  error: 'Its secret can’t be read any more. Renew the secret, then send it again.',
  retryAfterSeconds: null,
  sent: false,
}

function openSecrets(box: SecretBox, { sealedSecrets, endpointId }: ClaimedDelivery): Buffer[] | null {
  try {
    return sealedSecrets.map((sealed) => box.open(sealed, endpointId))
  } catch {
    return null
  }
}
