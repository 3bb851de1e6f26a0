import { Button, Group, Progress, SegmentedControl } from '@mantine/core'
import type { PolicyBacktest } from '@parley/contract/policies'
import { AbilityButton } from '@parley/ui/ability-button'
import { Day } from '@parley/ui/date'
import { ProblemNotice } from '@parley/ui/problem'
import { useState } from 'react'
import { BacktestReport } from './backtest-report.tsx'
import classes from './studio.module.css'
import { type Against, type BacktestState, mostDecisions, type useBacktest } from './use-backtest.ts'

type Props = {
  backtest: ReturnType<typeof useBacktest>
  document: string
  /** Why it can't be run now, or null. */
  refused: string | null
  version: number
}

/** What recorded decisions would have become by this draft: on demand, with who would have won and lost. */
export function BacktestPanel({ backtest, document, refused, version }: Props) {
  const { state, start, stop } = backtest
  const [against, setAgainst] = useState<Against>('inForce')
  const { report } = state
  return (
    <div className={classes.backtest}>
      <h2>What would have changed?</h2>
      <p>
        Runs the newest decisions of this kind again, each with the facts that were known then. Nothing is recorded, and
        no partner hears of it.
      </p>
      <SegmentedControl
        size="xs"
        aria-label="Compare the draft with"
        value={against}
        onChange={(next) => setAgainst(next as Against)}
        data={[
          { value: 'inForce', label: `Against version ${version}` },
          { value: 'recorded', label: 'Against what was decided' },
        ]}
      />
      <Group gap="xs">
        <AbilityButton
          size="sm"
          ability={refused === null ? { ok: true } : { ok: false, reason: refused }}
          loading={state.running}
          onClick={() => void start(document, against)}
        >
          {report ? 'Run them again' : 'Run past decisions'}
        </AbilityButton>
        {state.running && (
          <Button size="sm" variant="default" onClick={stop}>
            Stop
          </Button>
        )}
      </Group>
      {state.running && <Running state={state} />}
      {state.error ? <ProblemNotice error={state.error} /> : null}
      {report && state.of !== document && (
        <p className={classes.stale}>The text has changed since. Run them again to see what it does now.</p>
      )}
      {report && (report.decisions === 0 ? <p>Nothing was decided at this point yet.</p> : <Found report={report} />)}
    </div>
  )
}

function Running({ state: { report, total } }: { state: BacktestState }) {
  const done = report?.decisions ?? 0
  return (
    <div>
      <Progress value={total === 0 ? 0 : (100 * done) / total} animated aria-label="Decisions that were run" />
      <p className="tabular">
        {total === 0 ? 'Reading decisions' : `${done.toLocaleString()} of ${total.toLocaleString()} decisions`}
      </p>
    </div>
  )
}

function Found({ report }: { report: PolicyBacktest }) {
  return (
    <>
      <BacktestReport report={report} />
      <p className={classes.dim}>
        {report.decisions.toLocaleString()} {report.decisions === 1 ? 'decision' : 'decisions'}
        {report.oldestDecidedAt && (
          <>
            {' '}
            since <Day value={report.oldestDecidedAt} />
          </>
        )}
        {report.recorded !== null && report.recorded > report.decisions
          ? ` of ${report.recorded.toLocaleString()}: at most the newest ${mostDecisions.toLocaleString()} are run.`
          : ', all that there are.'}
      </p>
    </>
  )
}
