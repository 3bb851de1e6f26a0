import { analyze } from '@parley/rules/analysis/analyze'
import { backtest } from '@parley/rules/backtest/backtest'
import { compile } from '@parley/rules/compile/closures'
import { conditionCoverage } from '@parley/rules/coverage/coverage'
import { proposeCases } from '@parley/rules/coverage/propose'
import { decide } from '@parley/rules/decide'
import { whatWouldChange } from '@parley/rules/explain/what-would-change'
import { parsePolicy } from '@parley/rules/policy'
import { whatMatters } from '@parley/rules/what-matters'
import { nastyPolicies } from './nasty-policies.ts'

const which = Number(process.argv[2])
const { what, point, policy: json0, facts } = nastyPolicies[which]!
const json: any = process.env.N ? { ...json0, rules: (json0.rules as any[]).slice(0, Number(process.env.N)) } : json0
console.log(which, what)
const cpu = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
const only = process.argv[3]
const time = async (name: string, work: () => unknown) => {
  if (only && name !== 'parse' && !name.startsWith(only)) return
  const before = cpu()
  let note = ''
  try {
    const r: any = await work()
    note = r ? String(r) : ''
  } catch (e) {
    note = 'THROWS ' + String(e).slice(0, 200)
  }
  console.log('  ', name, Math.round(cpu() - before), 'ms', note)
}
let policy: any
await time('parse', () => {
  const p = parsePolicy(point, json)
  policy = p.policy
  if (!policy) return JSON.stringify(p.findings.slice(0, 3)) + p.findings.length
})
if (!policy) process.exit()
for (const [i, f] of facts.entries()) {
  await time(`closures ${i}`, () => compile(point, policy).decide(f).status)
  await time(`decide ${i}`, async () => (await decide(point, policy, f)).status)
  await time(`whatMatters ${i}`, () => whatMatters(point, policy, f).length)
  await time(`whatWouldChange ${i}`, () => whatWouldChange(point, policy, f, 'staff', 'en').length)
}
await time('analyze', () => {
  const a = analyze(point, policy)
  return a.findings.length + ' ' + a.undecided.length
})
const cases = { base: facts[0]!, cases: [] }
await time('coverage', () => conditionCoverage(point, policy, cases).conditions.length)
await time('propose', () => {
  const p = proposeCases(point, policy, cases)
  return p.cases.length + ' ' + p.notFound.length
})
const past = Array.from({ length: 1000 }, (_, i) => ({
  id: `d${i}`,
  facts: facts[i % facts.length]!,
  outcome: { type: 'wait', params: {} },
  because: [],
  decidedBy: 'policy' as const,
  policyVersion: 1,
  partner: null,
  tier: null,
  productFamily: null,
  amountMinor: null,
}))
await time('backtest', () => backtest(point, policy, past).compared.decisions)
