import type { World } from '../../support/open-world.ts'
import type { Answer } from '../../support/someone.ts'
import { type Document, wellFormed } from '../malformed/malformed-requests.ts'
import type { Payload } from './payloads.ts'
import { nameOf, type TextField } from './text-fields.ts'

const nobody = '00000000-0000-4000-8000-00000000dead'
const filled = (path: string) =>
  path
    .replace('{point}', 'registration')
    .replaceAll(/\{(version|number)\}/g, '2')
    .replaceAll(/\{\w+\}/g, nobody)

/** A copy with another value at a pointer, whatever has to be made on the way to it. */
function withText(body: unknown, [step, ...rest]: string[], text: string): unknown {
  if (step === undefined) return text
  const place = step === '*' ? 'any' : step
  if (/^\d+$/.test(place)) return [withText((body as unknown[] | undefined)?.[0], rest, text)]
  const known = (body ?? {}) as Record<string, unknown>
  if (step === '<key>') return { ...known, [text]: 'any' }
  return { ...known, [place]: withText(known[place], rest, text) }
}

/** Tries payloads in a field that should take none. Ends in what isn't refused as it should be. */
export async function takenBy(
  w: World,
  document: Document,
  field: TextField,
  payloads: readonly Payload[],
): Promise<string[]> {
  const wrong: string[] = []
  const bases = wellFormed(document, { partner: '', staff: '', spare: '' })
  const base = bases.find(({ id }) => id === field.operation)!
  const path = base.path.replace('/api/v1', '')
  const who = path.startsWith('/partner')
    ? w.as('alderAdmin')
    : path.startsWith('/staff')
      ? staffFor(w, path)
      : w.as('delmar')
  for (const { n, text } of payloads) {
    const body = withText(base.body, field.pointer.slice(1).split('/'), text)
    const headers = Object.fromEntries(base.headers.filter(([name]) => name !== 'cookie'))
    const answer = await who.fetches(filled(base.path), {
      method: base.method,
      body: JSON.stringify(body),
      headers: {
        ...headers,
        'content-type': 'application/json',
        'idempotency-key': `${field.operation} ${n}`.replaceAll(' ', '-'),
      },
    })
    const why = troubleWith(answer, field, text)
    if (why) wrong.push(`${nameOf(field)} with payload ${n}: ${why}`)
  }
  return wrong
}

const staffFor = (w: World, path: string) => w.as(path.startsWith('/staff/polic') ? 'editor' : 'operator')

function troubleWith({ status, headers, text, json }: Answer, { pointer, shape }: TextField, payload: string) {
  if (status < 400 || status >= 500) return `it is answered with ${status}`
  if (!headers.get('content-type')?.startsWith('application/problem+json')) return 'the answer isn’t a problem document'
  const errors = ((json as { errors?: { pointer: string }[] }).errors ?? []).map((each) => each.pointer)
  if (shape && !errors.some((each) => each.startsWith(pointer.replace('/<key>', ''))))
    return `the answer names ${errors.join(', ') || 'nothing'}: ${text.slice(0, 300)}`
  if (!shape && text.includes(JSON.stringify(payload).slice(1, -1))) return 'the answer says it again'
  return undefined
}
