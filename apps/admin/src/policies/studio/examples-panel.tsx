import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import type { Check, Example, File } from './check-texts.ts'
import type { Target } from './json-editor.tsx'
import classes from './studio.module.css'

type Props = { check: Check; onGoTo: (file: File, target: Target) => void }

/** The policy's own examples: those that come out differently first, then rules that none decides, then the rest. */
export function ExamplesPanel({ check, onGoTo }: Props) {
  if (!check.policy) return <p>The examples run as soon as there are no mistakes in the policy.</p>
  if (check.findings.some((finding) => finding.in === 'cases' && finding.severity === 'error'))
    return <p>Mend the examples’ own text first; then they run.</p>
  const failing = check.examples.filter(({ pass }) => !pass)
  const passing = check.examples.filter(({ pass }) => pass)
  return (
    <>
      <p className={failing.length === 0 ? classes.good : undefined}>
        {failing.length === 0 && <IconCircleCheck size={18} aria-hidden />}
        {passing.length} of {check.examples.length} come out as they say.
      </p>
      {failing.length > 0 && <h2 className={classes.group}>Come out differently</h2>}
      <List examples={failing} onGoTo={onGoTo} />
      {check.uncovered.length > 0 && <h2 className={classes.group}>Rules that no example decides</h2>}
      <ul className={classes.items}>
        {check.uncovered.map((rule) => (
          <li key={rule.id}>
            <button type="button" className={classes.item} data-tone="waiting" onClick={() => onGoTo('document', rule)}>
              <IconAlertTriangle size={18} aria-hidden />
              <span>
                {rule.title}
                <small>{rule.id}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {passing.length > 0 && <h2 className={classes.group}>Come out as they say</h2>}
      <List examples={passing} onGoTo={onGoTo} />
    </>
  )
}

function List({ examples, onGoTo }: { examples: Example[]; onGoTo: Props['onGoTo'] }) {
  return (
    <ul className={classes.items}>
      {examples.map((example) => (
        <li key={example.index}>
          <button
            type="button"
            className={classes.item}
            data-tone={example.pass ? 'granted' : 'refused'}
            onClick={() => onGoTo('cases', { pointer: `/cases/${example.index}` })}
          >
            {example.pass ? (
              <IconCircleCheck size={18} aria-hidden />
            ) : (
              <IconCircleX size={18} aria-label="Differs" role="img" />
            )}
            <span>
              {example.name}
              {example.pass ? <small>{example.actual}</small> : <Differs example={example} />}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function Differs({ example }: { example: Example }) {
  return (
    <dl className={classes.pairs}>
      <dt>Expected</dt>
      <dd>{example.expected}</dd>
      <dt>Came out</dt>
      <dd>{example.actual}</dd>
    </dl>
  )
}
