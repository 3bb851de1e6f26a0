import { setTimeout as pause } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { aDeal } from '../../support/factories.ts'

/** What one phase of good traffic saw: milliseconds of each answer, and answers that weren't what they should be. */
export type Traffic = { tookMs: number[]; wrong: string[]; registered: string[] }

type Given = { url: string; cookie: string; perSecond: number }

/**
 * A seller at work, in a thread of its own so that what the others send doesn't hold up its watch: asks at a fixed pace, whether or not
 * the last answer has come. Ends a phase when it is told so.
 */
async function work(given: Given): Promise<void> {
  const { url, cookie, perSecond } = given
  let phase: Traffic = { tookMs: [], wrong: [], registered: [] }
  parentPort!.on('message', () => {
    parentPort!.postMessage(phase)
    phase = { tookMs: [], wrong: [], registered: [] }
  })
  for (let at = 0; ; at++) {
    ask(at).catch((error: Error) => phase.wrong.push(error.message))
    await pause(1000 / perSecond)
  }

  async function ask(at: number): Promise<void> {
    const of = phase
    const beganAt = performance.now()
    const response =
      at % 5 === 0
        ? await register(given, at)
        : await fetch(`${url}/api/v1/partner/${at % 2 ? 'registrations' : 'home'}`, { headers: { cookie } })
    const text = await response.text()
    of.tookMs.push(performance.now() - beganAt)
    if (response.status !== (at % 5 === 0 ? 201 : 200)) of.wrong.push(`${response.status} ${text.slice(0, 200)}`)
    else if (at % 5 === 0) of.registered.push((JSON.parse(text) as { summary: { id: string } }).summary.id)
  }
}

const register = ({ url, cookie }: Given, at: number) =>
  fetch(`${url}/api/v1/partner/registrations`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', 'idempotency-key': `good-${at}` },
    body: JSON.stringify(aDeal({ account: { name: `Wellington ${at.toString(36)} Bakery` } })),
  })

await work(workerData as Given)
