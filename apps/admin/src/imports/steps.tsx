import type { ImportState } from '@parley/contract/imports'
import { IconCheck } from '@tabler/icons-react'
import { TextLink } from '../layout/link.tsx'
import classes from './imports.module.css'

const titles = { columns: 'Columns', preview: 'Preview', run: 'Import', result: 'Result' }
export type Step = keyof typeof titles
const order = Object.keys(titles) as Step[]

/** The step that an import is at. Between columns and preview the reader goes as it likes. */
export function stepOf(state: ImportState, wanted: 'columns' | 'preview' | undefined): Step {
  if (state === 'running') return 'run'
  if (state === 'finished' || state === 'cancelled') return 'result'
  return wanted ?? 'columns'
}

/** Where somebody is on the way, and the way back where there is one. */
export function Steps({ id, at, open }: { id: string; at: Step; open: boolean }) {
  return (
    <ol className={classes.steps} aria-label="Steps of the import">
      {order.map((step, index) => {
        const done = index < order.indexOf(at)
        const words = (
          <>
            <span className={classes.stepMark} data-done={done}>
              {done ? <IconCheck size={14} aria-hidden /> : index + 1}
            </span>
            {titles[step]}
            {done && <span className="visuallyHidden"> (done)</span>}
          </>
        )
        const back = open && done && (step === 'columns' || step === 'preview')
        return (
          <li key={step} aria-current={step === at ? 'step' : undefined}>
            {back ? (
              <TextLink to="/imports/$id" params={{ id }} search={{ step }} className={classes.stepWords}>
                {words}
              </TextLink>
            ) : (
              <span className={classes.stepWords}>{words}</span>
            )}
          </li>
        )
      })}
    </ol>
  )
}
