import { type RowProblem, rowProblems } from '@parley/contract/imports'
import type { z } from 'zod'
import { Cell } from './cell.tsx'
import classes from './imports.module.css'

/** What is wrong with a row, where, and how to mend it. */
export function ProblemList({ problems }: { problems: z.infer<typeof RowProblem>[] }) {
  return (
    <ul className={classes.problems}>
      {problems.map(({ kind, column, detail, mend }) => (
        <li key={`${kind} ${column}`}>
          <strong>{rowProblems[kind]}</strong>
          {column !== null && (
            <>
              {' in “'}
              <Cell text={column} />”
            </>
          )}
          <div>
            <Cell text={detail} /> {mend}
          </div>
        </li>
      ))}
    </ul>
  )
}
