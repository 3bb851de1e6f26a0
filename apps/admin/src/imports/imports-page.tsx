import type { AccountImport } from '@parley/contract/imports'
import { importLimits } from '@parley/contract/imports'
import type { Column } from '@parley/ui/data-table'
import { When } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { imports, useMe, useNow, usePages } from '../api.ts'
import { ButtonLink } from '../layout/link.tsx'
import { PagedTable } from '../layout/list-page.tsx'
import { Notice } from '../layout/notice.tsx'
import { Sheet } from '../layout/split.tsx'
import { mayOpen } from '../paths.ts'
import { Cell } from './cell.tsx'
import { DropFile } from './drop-file.tsx'
import { ImportStateBadge } from './import-state.tsx'
import classes from './imports.module.css'
import { refusalOf, startImport } from './upload.ts'
import { counted, outcomeLine, sizeWords } from './words.ts'

/** The place for a file of accounts, and the files that came before. */
export function ImportsPage() {
  const { role } = useMe().user
  return (
    <Sheet>
      <Page
        title="Which accounts do you want to bring in?"
        lead="From a spreadsheet or another system, as a file with one account in each row. You see what would happen before anything does."
      >
        {mayOpen(role, '/imports') ? (
          <>
            <NewImport />
            <PastImports />
          </>
        ) : (
          <Empty
            title="Importing is for channel managers and operators"
            text="Ask one of them to bring your file in. Everything else about accounts is open to you."
            action={<ButtonLink to="/accounts">Go to the accounts</ButtonLink>}
          />
        )}
      </Page>
    </Sheet>
  )
}

function NewImport() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [busy, setBusy] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const take = async (file: File) => {
    setError(null)
    const refused = refusalOf(file)
    setRefusal(refused)
    if (refused) return
    setBusy(`Looking at ${file.name}`)
    try {
      const id = await startImport(client, file)
      await navigate({ to: '/imports/$id', params: { id } })
    } catch (failed) {
      setError(failed)
    }
    setBusy(null)
  }
  const { bytes, rows, columns } = importLimits
  return (
    <div className={classes.stack}>
      <DropFile
        label="Drop a CSV file here"
        button="Choose a file"
        busy={busy}
        hint={`.csv, .tsv or .txt, up to ${sizeWords(bytes)}, ${counted(rows, 'row')} and ${counted(columns, 'column')}. The first row names the columns; any separator and encoding will do.`}
        onFile={(file) => void take(file)}
      />
      {refusal && (
        <Notice title="This file can’t be taken">
          <p>{refusal}</p>
        </Notice>
      )}
      {error !== null && <ProblemNotice error={error} />}
    </div>
  )
}

function PastImports() {
  const now = useNow()
  const navigate = useNavigate()
  const pages = usePages(imports.list, {})
  const columns: Column<AccountImport>[] = [
    { key: 'file', title: 'File', render: ({ fileName }) => <Cell text={fileName} /> },
    { key: 'state', title: 'Where it stands', render: (each) => <ImportStateBadge {...each} /> },
    { key: 'rows', title: 'Rows', align: 'end', render: ({ file }) => file?.rows.toLocaleString('en') ?? null },
    {
      key: 'outcome',
      title: 'What came of it',
      render: ({ repeats, progress, state }) =>
        repeats ? 'Nothing changed' : outcomeLine(progress) || (state === 'finished' ? 'Nothing' : null),
    },
    { key: 'by', title: 'By', render: ({ createdByName }) => <span className={classes.whole}>{createdByName}</span> },
    { key: 'when', title: 'When', render: ({ createdAt }) => <When at={createdAt} now={now} /> },
  ]
  return (
    <section aria-label="Earlier imports" className={classes.stack}>
      <h2>Earlier imports</h2>
      <PagedTable
        caption="Earlier imports, the newest first"
        pages={pages}
        columns={columns}
        rowKey={({ id }) => id}
        selected={undefined}
        onOpen={(id) => void navigate({ to: '/imports/$id', params: { id } })}
        empty={
          <Empty title="No file yet" text="Each import stands here with what came of it, and what is left to do." />
        }
      />
    </section>
  )
}
