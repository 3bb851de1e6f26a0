import {
  describeCalendars,
  describeConditions,
  describeDerived,
  describePolicy,
  type Explained,
} from '@parley/rules/explain/plain-language'
import { formatParameter } from '@parley/rules/explain/wording'
import type { Point } from '@parley/rules/point'
import { type PointId, points } from '@parley/rules/points/points'
import { type Policy, parsePolicy } from '@parley/rules/policy'
import { readerLocale } from '@parley/ui/locale'
import { useMemo } from 'react'
import { FactTable, Rows, Section } from '../layout/section.tsx'
import { ClauseInWords } from './clause-in-words.tsx'
import classes from './policies.module.css'

/** A whole policy as a person would say it: rules in the order in which they are asked, numbers, what is worked out, calendar. */
export function PolicyInWords({ point: id, document }: { point: string; document: unknown }) {
  const point: Point | undefined = points[id as PointId]
  const policy = useMemo(() => point && parsePolicy(point, document).policy, [point, document])
  if (!point || !policy) return <p>This version can’t be read by the rules of today. Its text is beside this.</p>
  return <Said point={point} policy={policy} />
}

function Said({ point, policy }: { point: Point; policy: Policy }) {
  const locale = readerLocale()
  const clauses = useMemo(() => describePolicy(point, policy, 'staff', locale), [point, policy, locale])
  const calendars = describeCalendars(policy, locale)
  const options = { locale, currency: policy.currency, zone: policy.calendar?.zone }
  return (
    <div className={classes.columns}>
      <p>
        <strong>{point.question}</strong>{' '}
        {point.hitPolicy === 'collect'
          ? 'A rule that excludes, holds or gives nothing decides alone, the first one that fits. Otherwise all rules that fit count together.'
          : 'The first rule that fits decides, in this order.'}
      </p>
      {clauses.map((clause) => (
        <Section
          key={clause.rule}
          title={clause.title}
          note={clause.rule === 'otherwise' ? undefined : <code className={classes.ruleId}>{clause.rule}</code>}
        >
          <ClauseInWords clause={clause} />
        </Section>
      ))}
      <Section title="Numbers">
        <FactTable
          caption="Numbers"
          rows={Object.entries(policy.parameters).map(([key, parameter]) => ({
            key,
            title: parameter.title,
            value: formatParameter(point, parameter, options),
          }))}
        />
      </Section>
      <Explanations title="How it is worked out" all={describeDerived(point, policy, locale)} />
      <Explanations title="What conditions mean" all={describeConditions(point, policy, locale)} />
      {calendars.length > 0 && (
        <Section title="Calendar">
          <Rows>
            {calendars.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </Rows>
        </Section>
      )}
    </div>
  )
}

function Explanations({ title, all }: { title: string; all: Explained[] }) {
  if (all.length === 0) return null
  return (
    <Section title={title}>
      <FactTable caption={title} rows={all.map(({ name, title, text }) => ({ key: name, title, value: text }))} />
    </Section>
  )
}
