import type { ImportRowStatus } from '@parley/contract/imports'
import { TextLink } from '../layout/link.tsx'
import classes from './imports.module.css'
import { outcomes, type Progress } from './words.ts'

/** What became of the rows, as figures; with `open`, each leads to its rows. */
export function Counts({ progress, open }: { progress: Progress; open?: { id: string; show: ImportRowStatus } }) {
  return (
    <ul className={classes.figures} aria-label="What became of the rows">
      {outcomes(progress).map(({ status, count, title }) => {
        const figure = (
          <>
            <span className={`${classes.figure} tabular`}>{count.toLocaleString('en')}</span>
            <span>{title}</span>
          </>
        )
        return (
          <li key={status} data-tone={count === 0 ? 'neutral' : toneOf[status]}>
            {open ? (
              <TextLink
                to="/imports/$id"
                params={{ id: open.id }}
                search={{ show: status }}
                replace
                resetScroll={false}
                className={classes.figureLink}
                aria-current={open.show === status ? 'true' : undefined}
              >
                {figure}
              </TextLink>
            ) : (
              <div className={classes.figureLink}>{figure}</div>
            )}
          </li>
        )
      })}
    </ul>
  )
}

const toneOf = {
  imported: 'granted',
  linked: 'info',
  repeated: 'neutral',
  waiting: 'needsYou',
  refused: 'refused',
} as const satisfies Record<ImportRowStatus, string>
