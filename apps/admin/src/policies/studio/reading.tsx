import { type Clause, describePolicy } from '@parley/rules/explain/plain-language'
import type { Point } from '@parley/rules/point'
import type { Policy } from '@parley/rules/policy'
import { readerLocale } from '@parley/ui/locale'
import { OutcomeBadge } from '@parley/ui/outcome'
import { useMemo } from 'react'
import type { Path } from './json-place.ts'
import classes from './studio.module.css'

/** The rule under the cursor, as a person would say it. */
export function Reading(props: { point: Point; policy: Policy | null; current: boolean; path: Path }) {
  const { point, policy, path } = props
  const clauses = useMemo(() => (policy ? describePolicy(point, policy, 'staff', readerLocale()) : []), [point, policy])
  const clause = clauseAt(clauses, policy, path)
  return (
    <section className={classes.reading} aria-label="The rule under the cursor, in words">
      {clause ? (
        <>
          <h2>{clause.title}</h2>
          {!props.current && <p style={{ color: 'var(--dim)' }}>As it was before the mistake.</p>}
          <Words clause={clause} />
        </>
      ) : (
        <p style={{ color: 'var(--dim)' }}>Put the cursor in a rule, and it stands here in words.</p>
      )}
    </section>
  )
}

function clauseAt(clauses: Clause[], policy: Policy | null, [first, second]: Path): Clause | undefined {
  if (first === 'otherwise') return clauses.find(({ rule }) => rule === 'otherwise')
  if (first !== 'rules' || typeof second !== 'number') return undefined
  const id = policy?.rules[second]?.id
  return clauses.find(({ rule }) => rule === id)
}

function Words({ clause }: { clause: Clause }) {
  const when = clause.holds === 'all' ? 'When all of this holds:' : 'When any of this holds:'
  return (
    <>
      {clause.conditions.length === 1 && <p>When {clause.conditions[0]}</p>}
      {clause.conditions.length > 1 && (
        <>
          <p>{when}</p>
          <ul>
            {clause.conditions.map((condition) => (
              <li key={condition}>{condition}</li>
            ))}
          </ul>
        </>
      )}
      <p>
        <OutcomeBadge favour={clause.favour} title={clause.outcome} />
      </p>
      {clause.why && <p>Why: {clause.why}</p>}
      {clause.possible && <p>Still possible: {clause.possible}</p>}
      <p style={{ color: 'var(--dim)' }}>
        {clause.published ? 'Partners can read it.' : 'Internal: only staff read it.'} {clause.source}
      </p>
    </>
  )
}
