import { Button } from '@mantine/core'
import { type AccountImport, type ImportRow, importTargets } from '@parley/contract/imports'
import { AbilityButton } from '@parley/ui/ability-button'
import { ToneBadge } from '@parley/ui/outcome'
import { ProblemNotice } from '@parley/ui/problem'
import { useEffect, useRef, useState } from 'react'
import { isCode } from '../api.ts'
import { TextLink } from '../layout/link.tsx'
import { Candidate } from './candidate.tsx'
import { Cell, short, Texts } from './cell.tsx'
import { Facts } from './facts.tsx'
import classes from './imports.module.css'
import { valuesOf } from './mapping.ts'
import { useReadRowsAgain, useResolve } from './use-import.ts'

const shownAtFirst = 3

/** A row of the file and the accounts that it may be, side by side. Once it is answered, it says how. */
export function WaitingRow({ begun, row }: { begun: AccountImport; row: ImportRow }) {
  const resolve = useResolve(begun.id)
  const readAgain = useReadRowsAgain(begun.id)
  const [all, setAll] = useState(false)
  const values = valuesOf(begun.mapping ?? [], row.cells)
  const name = values.find(({ target }) => target === 'name')?.values[0] ?? `Row ${row.number}`
  const choose = (accountId: string | null) =>
    resolve.mutate({ params: { id: begun.id, number: row.number }, body: { accountId } })
  if (row.status !== 'waiting') return <Answered row={row} name={name} answeredHere={resolve.isSuccess} />
  const chosen = resolve.isPending ? resolve.variables?.body?.accountId : undefined
  return (
    <article className={classes.waiting} aria-label={`Row ${row.number}: ${short(name)}`}>
      <h3>
        Row {row.number.toLocaleString('en')}: <Cell text={name} />
      </h3>
      <div className={classes.sides}>
        <section className={classes.side} aria-label="In the file">
          <h4>In the file</h4>
          <Facts
            facts={values.map(({ target, values: texts }) => ({
              title: importTargets[target],
              value: <Texts texts={texts} />,
            }))}
          />
          <AbilityButton
            variant="default"
            ability={row.can.resolve}
            loading={chosen === null}
            disabled={chosen !== undefined && chosen !== null}
            onClick={() => choose(null)}
          >
            None of these: new account
            <span className="visuallyHidden"> for row {row.number}</span>
          </AbilityButton>
        </section>
        {(all ? row.candidates : row.candidates.slice(0, shownAtFirst)).map((candidate) => (
          <Candidate
            key={candidate.accountId}
            candidate={candidate}
            said={values}
            row={row}
            loading={chosen === candidate.accountId}
            disabled={chosen !== undefined && chosen !== candidate.accountId}
            onChoose={() => choose(candidate.accountId)}
          />
        ))}
      </div>
      {!all && row.candidates.length > shownAtFirst && (
        <Button variant="subtle" onClick={() => setAll(true)}>
          Show {row.candidates.length - shownAtFirst} more
        </Button>
      )}
      {resolve.error && (
        <ProblemNotice
          error={resolve.error}
          focus
          {...(isCode(resolve.error, 'conflict') ? { onRetry: readAgain, retryLabel: 'Read the rows again' } : {})}
        />
      )}
    </article>
  )
}

/** What was said, in the row's place. The focus goes on to the next row that waits. */
function Answered({ row, name, answeredHere }: { row: ImportRow; name: string; answeredHere: boolean }) {
  const line = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (!answeredHere || document.activeElement !== document.body) return
    line.current?.focus()
  }, [answeredHere])
  return (
    <p ref={line} tabIndex={-1} role="status" className={classes.answered}>
      <ToneBadge tone="granted">{row.status === 'imported' ? 'New account' : 'Linked'}</ToneBadge> Row{' '}
      {row.number.toLocaleString('en')}, <Cell text={name} />
      {row.account && (
        <>
          {row.status === 'imported' ? ': ' : ' is '}
          <TextLink to="/accounts/$id" params={{ id: row.account.id }}>
            <Cell text={row.account.name} />
          </TextLink>
        </>
      )}
    </p>
  )
}
