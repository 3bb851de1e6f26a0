import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { Address, Network } from './network.ts'
import { wordsOfFailure, wordsOfStatus } from './reply-words.ts'
import { type CheckedUrl, checkUrl, findAddresses } from './safe-address.ts'

/** How a try ended. `error` is null for a success; of the reply nothing but this is kept. */
export type Reply = { status: number | null; error: string | null; retryAfterSeconds: number | null; sent: boolean }

type Event = { url: string; body: string; headers: Record<string, string>; now: Date }

const mostReplyBytes = 64 * 1024

/**
 * Sends one event. The address is checked now, whatever it was before, and the connection goes to what was checked: a
 * name that leads elsewhere a moment later leads nowhere. Follows no redirect, and never throws.
 */
export async function postEvent(network: Network, event: Event, cut?: AbortSignal): Promise<Reply> {
  const signal = AbortSignal.any([AbortSignal.timeout(network.withinMs), ...(cut ? [cut] : [])])
  let sent = false
  try {
    const checked = checkUrl(event.url, network.allowed)
    const addresses = await within(signal, findAddresses(checked, network))
    sent = true
    const { status, retryAfter } = await exchange(checked, addresses, event, signal)
    const retryAfterSeconds = status === 429 || status === 503 ? readRetryAfter(retryAfter, event.now) : null
    return { status, error: wordsOfStatus(status), retryAfterSeconds, sent }
  } catch (error) {
    const late = signal.aborted
    const words = late ? `It took longer than ${network.withinMs / 1000} seconds.` : wordsOfFailure(error)
    return { status: null, error: words, retryAfterSeconds: null, sent }
  }
}

function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })
}

type Answered = { status: number; retryAfter: string | undefined }

function exchange(
  { url, host, port }: CheckedUrl,
  addresses: readonly Address[],
  { body, headers }: Event,
  signal: AbortSignal,
): Promise<Answered> {
  const [first] = addresses
  const pinned: LookupFunction = (_host, options, found) =>
    options.all ? found(null, [...addresses]) : found(null, first!.address, first!.family)
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const request = send(
      {
        host,
        port,
        path: `${url.pathname}${url.search}`,
        method: 'POST',
        headers: { ...headers, host: url.host, 'content-length': Buffer.byteLength(body) },
        lookup: pinned,
        agent: false,
        signal,
        rejectUnauthorized: true,
        insecureHTTPParser: false,
        maxHeaderSize: 16 * 1024,
      },
      (reply) => {
        const answered = { status: reply.statusCode ?? 0, retryAfter: reply.headers['retry-after'] }
        let bytes = 0
        reply.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          if (bytes > mostReplyBytes) finish(answered)
        })
        reply.on('end', () => finish(answered))
        reply.on('error', (error) => (signal.aborted ? reject(error) : finish(answered)))
      },
    )
    const finish = (answered: Answered) => {
      resolve(answered)
      request.destroy()
    }
    request.on('error', reject)
    request.on('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })))
    request.end(body)
  })
}

/** Seconds, or an HTTP date. */
function readRetryAfter(value: string | undefined, now: Date): number | null {
  if (value === undefined) return null
  if (/^\d{1,9}$/.test(value.trim())) return Number(value)
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : Math.max(0, (at - now.getTime()) / 1000)
}
