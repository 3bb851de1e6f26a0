import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { allExamples, type Check, type Example, type File } from './check.ts'
import type { Target } from './json-editor.tsx'
import { type Offered, ProposalsList } from './proposals-list.tsx'
import classes from './studio.module.css'

type GoTo = (file: File, target: Target) => void
type Props = { check: Check; offered: Offered; onGoTo: GoTo }

/** The policy's own examples: those that come out differently first, then what none of them shows, then the rest. */
export function ExamplesPanel({ check, offered, onGoTo }: Props) {
  if (!check.inWords) return <p>The examples run as soon as there are no mistakes in the policy.</p>
  if (check.findings.some((finding) => finding.in === 'cases' && finding.severity === 'error'))
    return <p>Mend the examples’ own text first; then they run.</p>
  const all = allExamples(check)
  const failing = all.filter(({ pass }) => !pass)
  const passing = check.examples.filter(({ pass }) => pass)
  const together = check.together.filter(({ pass }) => pass)
  return (
    <>
      <p className={failing.length === 0 ? classes.good : undefined}>
        {failing.length === 0 && <IconCircleCheck size={18} aria-hidden />}
        {all.length - failing.length} of {all.length} come out as they say.
      </p>
      {failing.length > 0 && <h2 className={classes.group}>Come out differently</h2>}
      <List examples={failing} onGoTo={onGoTo} />
      <Uncovered check={check} onGoTo={onGoTo} />
      <ProposalsList {...offered} known={check.examples.map(({ name }) => name)} />
      <Conditions check={check} onGoTo={onGoTo} />
      {together.length > 0 && <h2 className={classes.group}>Several claims, settled as they say</h2>}
      <List examples={together} onGoTo={onGoTo} />
      {passing.length > 0 && <h2 className={classes.group}>Come out as they say</h2>}
      <List examples={passing} onGoTo={onGoTo} />
    </>
  )
}

function Uncovered({ check, onGoTo }: { check: Check; onGoTo: GoTo }) {
  if (check.uncovered.length === 0) return null
  return (
    <>
      <h2 className={classes.group}>Rules that no example decides</h2>
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
    </>
  )
}

/** What the examples have seen of each condition; those that were seen one way only are named. */
function Conditions({ check: { conditions }, onGoTo }: { check: Check; onGoTo: GoTo }) {
  const half = conditions.filter(({ seenTrue, seenFalse }) => !seenTrue || !seenFalse)
  if (conditions.length === 0) return null
  const seen = `${conditions.length - half.length} of ${conditions.length}`
  return (
    <details className={classes.fold} open={half.length > 0 && half.length <= 12}>
      <summary>
        {half.length === 0
          ? `All ${conditions.length} conditions were seen to hold and not to hold.`
          : `${seen} conditions were seen to hold and not to hold.`}
      </summary>
      <ul className={classes.items}>
        {half.map(({ pointer, text, seenTrue, seenFalse }) => (
          <li key={pointer}>
            <button
              type="button"
              className={classes.item}
              data-tone="info"
              onClick={() => onGoTo('document', { pointer })}
            >
              <IconAlertTriangle size={18} aria-hidden />
              <span>
                {text}
                <small>
                  {!seenTrue && !seenFalse
                    ? 'In no example is it known.'
                    : seenTrue
                      ? 'In no example does it not hold.'
                      : 'In no example does it hold.'}
                </small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}

function List({ examples, onGoTo }: { examples: Example[]; onGoTo: GoTo }) {
  return (
    <ul className={classes.items}>
      {examples.map((example) => (
        <li key={example.pointer}>
          <button
            type="button"
            className={classes.item}
            data-tone={example.pass ? 'granted' : 'refused'}
            onClick={() => onGoTo('cases', { pointer: example.pointer })}
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
