import { OutcomeBadge } from '@parley/ui/outcome'
import { ProblemNotice } from '@parley/ui/problem'
import { useCall } from '@parley/ui/query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { routes } from '../api.ts'
import { paths } from '../paths.ts'
import classes from './register.module.css'

/** The published rules beside the form, fetched when they are opened. */
export function RulesFold() {
  const [open, setOpen] = useState(false)
  const rules = useCall(routes.rules, { params: { point: 'registration' } }, { enabled: open, staleMs: 300_000 })
  return (
    <details className={classes.rules} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The rules that decide this</summary>
      {rules.isError && <ProblemNotice error={rules.error} onRetry={() => rules.refetch()} />}
      <ul>
        {rules.data?.data.clauses.map((clause) => (
          <li key={clause.title}>
            <span>
              <strong>{clause.title}</strong>
              <br />
              {clause.when}
            </span>
            <OutcomeBadge favour={clause.favour} title={clause.outcomeTitle} />
          </li>
        ))}
      </ul>
      <Link to={paths.rules} target="_blank">
        Read them in full
      </Link>
    </details>
  )
}
