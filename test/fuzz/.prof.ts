import { bench, fortyRules } from '../bench/forty-rules.ts'
import { parsePolicy } from '@parley/rules/policy'
import { Subject } from '@parley/rules/analysis/subject'
import { findContradictions } from '@parley/rules/analysis/contradictions'
import { findFailingOpen } from '@parley/rules/analysis/fails-open'
import { findGaps } from '@parley/rules/analysis/gaps'
import { findImpossible } from '@parley/rules/analysis/impossible'
import { linesOf } from '@parley/rules/analysis/lines'
import { findRangeHoles } from '@parley/rules/analysis/range-holes'
import { findRangeOverlaps } from '@parley/rules/analysis/range-overlaps'
import { findUnreached } from '@parley/rules/analysis/reach'
const { policy } = parsePolicy(bench, fortyRules())
for (let i=0;i<6;i++) {
  const p = structuredClone(policy)
  const times = []
  const t = (name, f) => { const s=performance.now(); let n=0; const before=subject?.stepsUsed; const r=f(); times.push(name+' '+(performance.now()-s).toFixed(1)); return r }
  let subject
  t('subject', ()=> subject = new Subject(bench, p, 'en-US'))
  const rules = t('impossible', ()=>findImpossible(subject))
  const c = t('contra', ()=>findContradictions(subject, rules))
  t('reach', ()=>findUnreached(subject, rules, c))
  const lines = t('lines', ()=>linesOf(subject, rules))
  t('overl', ()=>findRangeOverlaps(subject, lines))
  t('holes', ()=>findRangeHoles(subject, lines))
  t('open', ()=>findFailingOpen(subject, rules))
  console.log(times.join(' | '))
}
