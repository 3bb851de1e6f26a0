import type { Clause } from '@parley/rules/explain/plain-language'
import { OutcomeBadge } from '@parley/ui/outcome'
import classes from './policies.module.css'

/** One rule as a person would say it: when, what follows, why, and by what criteria a person decides. */
export function ClauseInWords({ clause }: { clause: Clause }) {
  const when = clause.holds === 'all' ? 'When all of this holds:' : 'When any of this holds:'
  return (
    <div className={classes.clause}>
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
      {clause.criteria && (
        <>
          <p>A person weighs:</p>
          <ul>
            {clause.criteria.map((criterion) => (
              <li key={criterion}>{criterion}</li>
            ))}
          </ul>
        </>
      )}
      {clause.why && <p>Why: {clause.why}</p>}
      {clause.possible && <p>Still possible: {clause.possible}</p>}
      <p className={classes.dim}>
        {clause.published ? 'Partners can read it.' : 'Internal: only staff read it.'} {clause.source}
      </p>
    </div>
  )
}
