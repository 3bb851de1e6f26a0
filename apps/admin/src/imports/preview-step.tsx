import { Progress } from '@mantine/core'
import { type AccountImport, type ImportPreview, rowProblems } from '@parley/contract/imports'
import { AbilityButton } from '@parley/ui/ability-button'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { ListSkeleton } from '@parley/ui/skeletons'
import { imports, useSend } from '../api.ts'
import { DenseTable } from '../layout/dense-table.tsx'
import { ButtonLink } from '../layout/link.tsx'
import { Section } from '../layout/section.tsx'
import { Cell } from './cell.tsx'
import { Discard } from './file-on-its-way.tsx'
import classes from './imports.module.css'
import { previewColumns } from './preview-columns.tsx'
import { SameFile } from './same-file.tsx'
import { Steps } from './steps.tsx'
import { useMoved, usePreview } from './use-import.ts'
import { counted } from './words.ts'

/** What the import would do, before it does anything. */
export function PreviewStep({ begun }: { begun: AccountImport }) {
  const { id } = begun
  const preview = usePreview(begun)
  const moved = useMoved()
  const run = useSend(imports.run, { onDone: moved })
  const { data } = preview.data ?? {}
  return (
    <Page
      title="What would come in?"
      lead={
        <>
          <Cell text={begun.fileName} />, {counted(begun.file?.rows ?? 0, 'row')}. Nothing has come in yet.
        </>
      }
    >
      <Steps id={id} at="preview" open />
      <SameFile begun={begun} />
      {preview.error && <ProblemNotice error={preview.error} onRetry={() => void preview.refetch()} />}
      {!data && !preview.error && <Checking rows={begun.file?.rows ?? 0} />}
      {data && <Forecast preview={data} />}
      {run.error && <ProblemNotice error={run.error} focus />}
      <div className={classes.actions}>
        <AbilityButton
          ability={begun.can.run}
          loading={run.isPending}
          disabled={!data}
          onClick={() => run.mutate({ params: { id } })}
        >
          {data && data.refused === 0 ? `Import ${counted(data.valid, 'row')}` : 'Import what’s valid'}
        </AbilityButton>
        <ButtonLink to="/imports/$id" params={{ id }} search={{ step: 'columns' }} variant="default">
          Back to the columns
        </ButtonLink>
        <Discard begun={begun} />
      </div>
      {data && (
        <section aria-label="The first rows" className={classes.stack}>
          <h2>The first {data.rows.length === 1 ? 'row' : `${data.rows.length} rows`}, as they are understood</h2>
          <DenseTable
            caption="The first rows of the file, as they are understood"
            rows={data.rows}
            rowKey={({ number }) => String(number)}
            columns={previewColumns(begun.mapping ?? [])}
          />
        </section>
      )}
    </Page>
  )
}

function Checking({ rows }: { rows: number }) {
  return (
    <div className={classes.stack}>
      <p role="status">Checking {rows === 1 ? 'the row' : `all ${counted(rows, 'row')}`}</p>
      <Progress value={100} animated striped aria-label="Checking the rows" />
      <ListSkeleton rows={6} rowHeight={40} />
    </div>
  )
}

/** All rows of the file, counted. Which accounts are known is found while it runs. */
function Forecast({ preview: { valid, refused, problems } }: { preview: ImportPreview }) {
  return (
    <div className={classes.stack}>
      <p className={classes.answer}>
        {valid === 0 ? 'No row can be imported' : `${counted(valid, 'row')} can be imported`}
        {refused > 0 ? `, ${refused.toLocaleString('en')} can’t.` : '.'}
      </p>
      <p className={classes.dim}>
        Rows of accounts that Parley knows are linked to them, and only fill what is empty there. Where it isn’t sure
        which account is meant, it asks you.
        {refused > 0 && ' Rows with problems stay out; you can download them, correct them and import them.'}
      </p>
      {problems.length > 0 && (
        <Section title="Problems in the file">
          <ul className={classes.counts}>
            {problems.map(({ kind, rows }) => (
              <li key={kind}>
                <strong className="tabular">{rows.toLocaleString('en')}</strong> {rowProblems[kind]}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  )
}
