import { Button } from '@mantine/core'
import { isStale, ProblemNotice } from '@parley/ui/problem'
import classes from './registrations.module.css'

/** Why a change wasn't recorded. When the record moved on meanwhile, it is read again before another try. */
export function SendProblem({ error, onReload }: { error: unknown; onReload: () => void }) {
  if (error === null) return null
  if (!isStale(error)) return <ProblemNotice error={error} focus />
  return (
    <div className={classes.warn} data-tone="waiting" role="alert">
      <div className={classes.form}>
        <p>This registration changed meanwhile. Look at it as it is now, then send again. What you typed is kept.</p>
        <div>
          <Button size="xs" variant="default" onClick={onReload}>
            Show it as it is now
          </Button>
        </div>
      </div>
    </div>
  )
}
