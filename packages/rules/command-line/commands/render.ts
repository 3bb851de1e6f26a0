import type { Audience } from '../../src/explain/reasons.ts'
import type { Answer } from '../answer.ts'
import { findingAsJson, findingsInWords } from '../findings-in-words.ts'
import { loadPolicies } from '../load-policy.ts'
import type { Input } from '../options.ts'
import { rulesAsText, styles } from '../rules-as-text.ts'
import { rulesOfEngagement } from '../rules-of-engagement.ts'
import { headingOf } from './check.ts'

/** The published rules of engagement, in words. */
export function render(input: Input): Answer {
  const audience = input.options.oneOf<Audience>('audience', ['partner', 'staff'], 'partner')
  const format = input.options.oneOf('format', ['markdown', 'text', 'json'], 'markdown')
  const locale = input.options.locale()
  const loaded = loadPolicies(input, 'For example: npm run policy -- render policies/registration.policy.json')
  const rendered = loaded.map((each) => ({
    each,
    rules: each.sound ? rulesOfEngagement(each.sound, audience, locale) : undefined,
  }))
  const ok = rendered.every(({ rules }) => rules)
  const files = rendered.map(({ each, rules }) => ({
    ...headingOf(each),
    ...(rules ? { rules } : { findings: each.findings.map(findingAsJson) }),
  }))
  const texts = rendered.flatMap(({ rules }) =>
    rules && format !== 'json' ? [rulesAsText(rules, styles[format])] : [],
  )
  const faults = rendered.flatMap(({ each, rules }) => (rules ? [] : findingsInWords(each.findings, input.paint)))
  return {
    text: format === 'json' ? JSON.stringify({ ok, files }, null, 2) : texts.join('\n\n'),
    notes: faults.join('\n'),
    json: { ok, files },
    code: ok ? 0 : 1,
  }
}
