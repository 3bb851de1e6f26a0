import { policies } from '@parley/contract/routes/policies'
import type { World } from '../../support/open-world.ts'
import type { HostileTexts } from './hostile-texts.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
const prose = new Set(['title', 'why', 'source', 'partner', 'possible', 'staff', 'name'])

/** What a policy is refused for: braces are placeholders, and nobody sees the others. */
const unsound = /[{}\p{Cc}\p{Cf}\u2028\u2029]/u

/** Every sentence of a document ends in a payload, one after the other. */
function made(text: string, hostile: (n: number) => string, numbers: readonly number[]): string {
  let at = 0
  const walk = (value: Json, key: string): Json => {
    if (typeof value === 'string')
      return prose.has(key) ? `${value} ${hostile(numbers[at++ % numbers.length]!)}` : value
    if (Array.isArray(value)) return value.map((each) => walk(each, key))
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, walk(each, name)]))
  }
  return JSON.stringify(walk(JSON.parse(text) as Json, ''), null, 2)
}

/** Policies in every state, with payloads in their sentences, their examples and the notes about them. One comes into force. Ends in the id of a draft. */
export async function fillPolicies(w: World, texts: HostileTexts): Promise<string> {
  const editor = w.as('editor')
  const approver = w.as('approver')
  const { policies: work } = editor
  const point = 'registration'
  const all = texts.payloads.map(({ n }) => n)
  const sound = texts.payloads.filter(({ text }) => !unsound.test(text)).map(({ n }) => n)
  const hostile = (text: string, place: string, numbers = sound) => made(text, texts.elsewhere(place), numbers)
  const keeps = (fields: readonly string[], numbers: readonly number[]) => {
    for (const field of fields) for (const n of numbers) texts.keeps(field, n)
  }
  const submits = async (group: readonly number[]) => {
    const draft = await work.startsDraft()
    const document = hostile(draft.document, 'a sentence of a policy')
    const cases = hostile(draft.cases, 'an example of a policy')
    const saved = await work.saves(draft, { document, cases })
    const { summary } = await texts.sends(editor, policies.submit, group, {
      params: { id: saved.id },
      ifMatch: saved.version,
      body: (say) => ({ note: say('/note') }),
    })
    return { point, version: summary.version }
  }
  const of = (route: { id: string }, pointer: string) => texts.groups(`${route.id} ${pointer}`)
  let latest = { point, version: 1 }
  for (const [at, group] of of(policies.submit, '/note').entries()) {
    const params = await submits(group)
    await texts.sends(approver, policies.approve, of(policies.approve, '/note')[at]!, {
      params,
      body: (say) => ({ note: say('/note') }),
    })
    await approver.policies.activates(params.version, '2027-03-01T06:00:00.000Z')
    await texts.sends(approver, policies.cancel, of(policies.cancel, '/reason')[at]!, {
      params,
      body: (say) => ({ reason: say('/reason') }),
    })
    latest = params
  }
  for (const group of of(policies.decline, '/note')) {
    const declined = await submits(group)
    await texts.sends(approver, policies.decline, group, { params: declined, body: (say) => ({ note: say('/note') }) })
  }
  await approver.policies.activates(latest.version)
  for (const group of of(policies.rollBack, '/reason')) {
    const first = { point, version: 1 }
    await texts.sends(approver, policies.rollBack, group, {
      params: first,
      body: (say) => ({ reason: say('/reason') }),
    })
    await texts.sends(approver, policies.rollBack, group, {
      params: latest,
      body: (say) => ({ reason: say('/reason') }),
    })
  }
  const draft = await work.startsDraft()
  const document = hostile(draft.document, 'a sentence of a draft', all)
  const cases = hostile(draft.cases, 'an example of a draft', all)
  await work.saves(draft, { document, cases })
  await work.checks({ document, cases })
  await work.backtests(hostile(draft.document, 'a sentence of a draft'))
  keeps(['savePolicyDraft /document', 'savePolicyDraft /cases', 'checkPolicy /document', 'checkPolicy /cases'], all)
  keeps(['backtestPolicy /document'], sound)
  return draft.id
}
