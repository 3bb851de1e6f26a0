import type { Clause, Explained } from '@parley/rules/explain/plain-language'
import type { ReactNode } from 'react'
import { ClauseInWords } from '../clause-in-words.tsx'
import type { InWords } from './check.ts'
import type { Path } from './json-place.ts'
import classes from './studio.module.css'

/** What stands under the cursor, as a person would say it: a rule, a condition, what is worked out, the calendar. */
export function Reading({ inWords, current, path }: { inWords: InWords | null; current: boolean; path: Path }) {
  const said = inWords && partAt(inWords, path)
  return (
    <section className={classes.reading} aria-label="What stands under the cursor, in words">
      {said ? (
        <>
          <h2>{said.title}</h2>
          {!current && <p className={classes.dim}>As it was before the mistake.</p>}
          {said.words}
        </>
      ) : (
        <p className={classes.dim}>Put the cursor in a rule, and it stands here in words.</p>
      )}
    </section>
  )
}

type Part = { title: string; words: ReactNode }

function partAt(inWords: InWords, [first, second]: Path): Part | undefined {
  if (first === 'rules' && typeof second === 'number') return ofClause(inWords, inWords.rules[second])
  if (first === 'otherwise') return ofClause(inWords, 'otherwise')
  if (first === 'derived') return ofExplained(inWords.derived, second)
  if (first === 'conditions') return ofExplained(inWords.conditions, second)
  if ((first !== 'calendar' && first !== 'calendars') || inWords.calendar.length === 0) return undefined
  return { title: 'Calendar', words: inWords.calendar.map((line) => <p key={line}>{line}</p>) }
}

function ofClause({ clauses }: InWords, id: string | undefined): Part | undefined {
  const clause: Clause | undefined = clauses.find(({ rule }) => rule === id)
  return clause && { title: clause.title, words: <ClauseInWords clause={clause} /> }
}

function ofExplained(all: Explained[], name: string | number | undefined): Part | undefined {
  const one = all.find((each) => each.name === name)
  return one && { title: one.title, words: <p>{one.text}.</p> }
}
