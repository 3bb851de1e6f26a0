import { compile } from '@parley/rules/compile/closures'
import { decide } from '@parley/rules/decide'
import { deriveFacts } from '@parley/rules/derived/derive'
import { analyze } from '@parley/rules/analysis/analyze'
import { parsePolicy } from '@parley/rules/policy'
import { smallWorld } from '../rules-small-world.ts'
import { soundCalendar, withDerived, withCondition } from './documents.ts'
const rest = { fact: 'it.restMinor' }
const a = { fact: 'it.amountMinor' }
const run = async (what: string, derived: any, facts: any, operator = 'greaterThan', value: any = 0, more: any = { calendar: soundCalendar }) => {
  const doc = { ...withDerived(derived, more), rules: withCondition({ fact: 'derived.it', operator, value }).rules }
  const { policy, findings } = parsePolicy(smallWorld, doc)
  if (!policy) return console.log(what, JSON.stringify(findings))
  try {
  const d = await decide(smallWorld, policy, facts)
  console.log(what, deriveFacts(smallWorld, policy, facts)['derived.it'], JSON.stringify(d).slice(0, 300))
  } catch (e) { console.log(what, 'THROWS', String(e).slice(0, 300)) }
}
const t = 'x'
const big = { 'it.people': 6, 'it.amountMinor': 1e15, 'it.formerAmountMinor': 1 , 'it.formerPeople': 2}
await run('product', { title: t, product: [{ fact: 'it.people' }, a] }, big)
await run('sum beyond', { title: t, sum: Array(50).fill(a) }, big)
await run('sum exact', { title: t, sum: [...Array(10).fill(a), { fact: 'it.formerAmountMinor' }], minus: Array(10).fill(a) }, big)
await run('share max', { title: t, share: { rate: 1_000_000, of: a } }, big)
await run('ratio zero', { title: t, ratio: { of: { fact: 'it.formerPeople' }, to: { fact: 'it.people' } } }, { 'it.people': 0, 'it.formerPeople': 2 })
await run('least -5', { title: t, least: [a, -5] }, big, 'equal', 0)
await run('least -5 unknown', { title: t, least: [a, -5] }, {}, 'lessThan', 0)
await run('years', { title: t, deadline: { from: { fact: 'it.startsOn' }, add: { value: 100_000, unit: 'years' } } }, { 'it.startsOn': '2027-03-01' }, 'greaterThan', '2027-01-01')
await run('no business day left', { title: t, deadline: { from: { fact: 'it.startsOn' }, add: { value: 1, unit: 'businessDays' } } }, { 'it.startsOn': '9999-12-31' }, 'greaterThan', '2027-01-01')
await run('zone lower', { title: t, dayOf: { fact: 'it.madeAt' } }, { 'it.madeAt': '2027-03-01T23:30:00.000Z' }, 'greaterThan', '2027-01-01', { calendar: { ...soundCalendar, zone: 'europe/berlin' } })
await run('given derived', { title: t, sum: [{ fact: 'it.people' }, 1] }, { 'derived.it': 5 })
