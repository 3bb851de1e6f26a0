import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import type { Check, File, Finding } from './check-texts.ts'
import type { Target } from './json-editor.tsx'
import classes from './studio.module.css'

/** Mistakes and warnings; each goes to its line. */
export function ProblemsPanel({ check, onGoTo }: { check: Check; onGoTo: (file: File, target: Target) => void }) {
  if (check.findings.length === 0)
    return (
      <p className={classes.good}>
        <IconCircleCheck size={18} aria-hidden /> No mistakes found.
      </p>
    )
  const errors = check.findings.filter(({ severity }) => severity === 'error')
  const warnings = check.findings.filter(({ severity }) => severity === 'warning')
  return (
    <>
      {errors.length > 0 && <h2 className={classes.group}>To mend</h2>}
      <List findings={errors} onGoTo={onGoTo} />
      {warnings.length > 0 && <h2 className={classes.group}>To look at</h2>}
      <List findings={warnings} onGoTo={onGoTo} />
    </>
  )
}

function List({ findings, onGoTo }: { findings: Finding[]; onGoTo: (file: File, target: Target) => void }) {
  return (
    <ul className={classes.items}>
      {findings.map((finding) => {
        const error = finding.severity === 'error'
        const Icon = error ? IconCircleX : IconAlertTriangle
        return (
          <li key={`${finding.in} ${finding.pointer} ${finding.message}`}>
            <button
              type="button"
              className={classes.item}
              data-tone={error ? 'refused' : 'waiting'}
              onClick={() => onGoTo(finding.in, finding)}
            >
              <Icon size={18} aria-label={error ? 'Mistake' : 'Warning'} role="img" />
              <span>
                {finding.message}
                {finding.mend && <small>{finding.mend}</small>}
                <small>{placeWords(finding)}</small>
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function placeWords({ at, pointer, in: file }: Finding): string {
  const where = file === 'document' ? 'Policy' : 'Examples'
  if (at) return `${where}, line ${at.line}`
  return pointer === '' ? where : `${where}, at ${pointer.slice(1).replaceAll('/', ' › ')}`
}
