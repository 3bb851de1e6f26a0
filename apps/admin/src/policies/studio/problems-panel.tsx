import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import type { Check, File, Finding } from './check.ts'
import type { Target } from './json-editor.tsx'
import classes from './studio.module.css'

type GoTo = (file: File, target: Target) => void

/** Mistakes and warnings, those of the analysis among them; each goes to its line, and to the other rules that it is about. */
export function ProblemsPanel({ check, onGoTo }: { check: Check; onGoTo: GoTo }) {
  const expected = check.findings.filter((finding) => finding.expected && finding.severity === 'warning')
  const open = check.findings.filter((finding) => !expected.includes(finding))
  const errors = open.filter(({ severity }) => severity === 'error')
  const warnings = open.filter(({ severity }) => severity === 'warning')
  return (
    <>
      {open.length === 0 && (
        <p className={classes.good}>
          <IconCircleCheck size={18} aria-hidden />{' '}
          {check.analysed ? 'No mistakes found. Nothing contradicts itself or is left open.' : 'No mistakes found.'}
        </p>
      )}
      {errors.length > 0 && <h2 className={classes.group}>To mend before it can be submitted</h2>}
      <List findings={errors} onGoTo={onGoTo} />
      {warnings.length > 0 && <h2 className={classes.group}>To look at</h2>}
      <List findings={warnings} onGoTo={onGoTo} />
      {expected.length > 0 && <h2 className={classes.group}>Known: the examples expect them</h2>}
      <List findings={expected} onGoTo={onGoTo} />
      {!check.analysed && <p className={classes.dim}>The analysis is looking at it.</p>}
      {check.undecided.length > 0 && (
        <>
          <h2 className={classes.group}>Took too long to tell</h2>
          <ul className={classes.plain}>
            {check.undecided.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function List({ findings, onGoTo }: { findings: Finding[]; onGoTo: GoTo }) {
  return (
    <ul className={classes.items}>
      {findings.map((finding) => (
        <li key={`${finding.in} ${finding.pointer} ${finding.kind} ${finding.message}`}>
          <OneFinding finding={finding} onGoTo={onGoTo} />
        </li>
      ))}
    </ul>
  )
}

function OneFinding({ finding, onGoTo }: { finding: Finding; onGoTo: GoTo }) {
  const error = finding.severity === 'error'
  const Icon = error ? IconCircleX : IconAlertTriangle
  const tone = error ? 'refused' : 'waiting'
  return (
    <div className={classes.finding} data-tone={tone}>
      <button type="button" className={classes.item} data-tone={tone} onClick={() => onGoTo(finding.in, finding)}>
        <Icon size={18} aria-label={error ? 'Mistake' : 'Warning'} role="img" />
        <span>
          {finding.message}
          {finding.mend && <small>{finding.mend}</small>}
          <small>{placeWords(finding)}</small>
        </span>
      </button>
      {finding.witness && finding.witness.length > 0 && <Witness facts={finding.witness} />}
      {finding.others && (
        <p className={classes.others}>
          Go to{' '}
          {finding.others.map(({ title, pointer }) => (
            <button key={pointer} type="button" onClick={() => onGoTo('document', { pointer })}>
              {title}
            </button>
          ))}
        </p>
      )}
    </div>
  )
}

const factsAtOnce = 4

/** Facts under which it happens; they were tried with the policy itself. */
function Witness({ facts }: { facts: string[] }) {
  const list = (some: string[]) => (
    <ul className={classes.plain}>
      {some.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  )
  return (
    <div className={classes.witness}>
      <p>For example:</p>
      {list(facts.slice(0, factsAtOnce))}
      {facts.length > factsAtOnce && (
        <details>
          <summary>and {facts.length - factsAtOnce} more facts</summary>
          {list(facts.slice(factsAtOnce))}
        </details>
      )}
    </div>
  )
}

function placeWords({ at, pointer, in: file }: Finding): string {
  const where = file === 'document' ? 'Policy' : 'Examples'
  if (at) return `${where}, line ${at.line}`
  return pointer === '' ? where : `${where}, at ${pointer.slice(1).replaceAll('/', ' › ')}`
}
