import { Badge, Tabs } from '@mantine/core'
import type { PolicyVersion } from '@parley/contract/policies'
import { parseJson } from '@parley/rules/json'
import { ListSkeleton } from '@parley/ui/skeletons'
import { type ReactNode, useMemo } from 'react'
import { ChangesPanel } from './changes-panel.tsx'
import { allExamples, type Check, type File } from './check.ts'
import { ExamplesPanel } from './examples-panel.tsx'
import { formatJson } from './format-json.ts'
import type { Target } from './json-editor.tsx'
import { ProblemsPanel } from './problems-panel.tsx'
import type { Offered } from './proposals-list.tsx'
import classes from './studio.module.css'
import { TextDiff } from './text-diff.tsx'

/** How many mistakes a text has. */
export function Count({ check, of }: { check: Check | null; of: File }) {
  const errors = check?.findings.filter((finding) => finding.in === of && finding.severity === 'error') ?? []
  if (errors.length === 0) return null
  return (
    <Badge size="sm" color="red.8" variant="filled" aria-label={`${errors.length} mistakes`}>
      {errors.length}
    </Badge>
  )
}

export type Show = 'problems' | 'examples' | 'changes' | 'decisions' | 'text'

type Props = {
  /** Null until the first one is there. */
  check: Check | null
  failed: boolean
  show: Show
  onShow: (show: Show) => void
  onGoTo: (file: File, target: Target) => void
  inForce: PolicyVersion
  offered: Offered
  backtest: ReactNode
}

/** What follows from the texts, moving along as they are typed. */
export function Consequences(props: Props) {
  const { check, show } = props
  return (
    <>
      <div className={classes.bar}>
        <Tabs value={show} onChange={(next) => props.onShow(next as Show)}>
          <Tabs.List aria-label="What follows from it">
            {titles.map(([value, title]) => (
              <Tabs.Tab key={value} value={value} rightSection={check && <TabFigure check={check} of={value} />}>
                {title}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      </div>
      <section
        className={classes.panel}
        aria-label="What follows from it"
        aria-live={show === 'decisions' ? 'off' : 'polite'}
      >
        {props.failed && (
          <p role="alert">The check could not be loaded. Load this page again; what you typed is kept.</p>
        )}
        {show === 'decisions' && props.backtest}
        {show !== 'decisions' && !check && !props.failed && <ListSkeleton rows={4} rowHeight={44} />}
        {check && <Panel {...props} check={check} />}
      </section>
    </>
  )
}

const titles: [Show, string][] = [
  ['problems', 'Problems'],
  ['examples', 'Examples'],
  ['changes', 'Changes'],
  ['decisions', 'Decisions'],
  ['text', 'Text'],
]

function TabFigure({ check, of }: { check: Check; of: Show }) {
  const failing = allExamples(check).filter(({ pass }) => !pass).length
  const errors = check.findings.filter(({ severity }) => severity === 'error').length
  if (of === 'problems') return <Figure count={check.findings.length} bad={errors > 0} />
  if (!check.inWords) return null
  if (of === 'examples') return <Figure count={failing > 0 ? failing : allExamples(check).length} bad={failing > 0} />
  return of === 'changes' ? <Figure count={check.changes.length} bad={false} /> : null
}

function Figure({ count, bad }: { count: number; bad: boolean }) {
  return (
    <Badge size="sm" variant={bad ? 'filled' : 'default'} color={bad ? 'red.8' : 'gray'}>
      {count}
    </Badge>
  )
}

function Panel({ check, show, onGoTo, inForce, offered }: Props & { check: Check }) {
  switch (show) {
    case 'problems':
      return <ProblemsPanel check={check} onGoTo={onGoTo} />
    case 'examples':
      return <ExamplesPanel check={check} offered={offered} onGoTo={onGoTo} />
    case 'changes':
      return <ChangesPanel check={check} version={inForce.summary.version} onGoTo={onGoTo} />
    case 'text':
      return <TextChanges check={check} inForce={inForce} />
    default:
      return null
  }
}

/** Both sides formatted alike, so that only what was really changed shows. */
function TextChanges({ check, inForce }: { check: Check; inForce: PolicyVersion }) {
  const before = useMemo(() => formatJson(inForce.document), [inForce])
  const after = useMemo(() => {
    const parsed = parseJson(check.of.document)
    return parsed.findings ? check.of.document : formatJson(parsed.value)
  }, [check])
  if (before === after) return <p>The text is the same as version {inForce.summary.version}, which is in force.</p>
  return <TextDiff label={`Differences to version ${inForce.summary.version}`} before={before} after={after} />
}
