import { Button } from '@mantine/core'
import type { AccountImport, ImportRowStatus } from '@parley/contract/imports'
import { Page } from '@parley/ui/page'
import { IconDownload } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { imports } from '../api.ts'
import { ButtonLink } from '../layout/link.tsx'
import { Cell } from './cell.tsx'
import { Counts } from './counts.tsx'
import { DoneRows } from './done-rows.tsx'
import { ProblemRows } from './problem-rows.tsx'
import { SameFile } from './same-file.tsx'
import { Steps } from './steps.tsx'
import { WaitingRows } from './waiting-rows.tsx'
import { counted, resultWords } from './words.ts'

const route = getRouteApi('/console/imports/$id')

/** What came of an import, and what is left for a person to do. */
export function ResultStep({ begun }: { begun: AccountImport }) {
  const { id, progress, repeats, state } = begun
  // It stays at the rows it opened with, also when the last of them is answered.
  const [first] = useState(() => leading(begun))
  const { show = first } = route.useSearch()
  return (
    <Page
      title={resultWords(begun)}
      lead={
        <>
          <Cell text={begun.fileName} />, {counted(begun.file?.rows ?? progress.rows, 'row')}, imported by{' '}
          {begun.createdByName}.
          {state === 'cancelled' && progress.done > 0 && ' It was stopped; what had come in stays.'}
          {repeats && ' The same file again changes nothing.'}
        </>
      }
      actions={
        <>
          {begun.can.downloadProblems.ok && (
            <Button
              component="a"
              variant="default"
              href={`/api/v1${imports.problemFile.path.replace('{id}', id)}`}
              download
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              Download the problem rows
            </Button>
          )}
          <ButtonLink to="/imports" variant="default">
            Import another file
          </ButtonLink>
          <ButtonLink to="/accounts">See the accounts</ButtonLink>
        </>
      }
    >
      <Steps id={id} at="result" open={false} />
      {repeats && <SameFile begun={begun} />}
      {progress.done > 0 && (
        <>
          <Counts progress={progress} open={{ id, show }} />
          <RowsOf key={show} begun={begun} show={show} />
        </>
      )}
    </Page>
  )
}

/** Rows that need a person come first, then those that need their file mended. */
function leading({ progress }: AccountImport): ImportRowStatus {
  if (progress.waiting > 0) return 'waiting'
  if (progress.refused > 0) return 'refused'
  return progress.imported > 0 ? 'imported' : 'linked'
}

function RowsOf({ begun, show }: { begun: AccountImport; show: ImportRowStatus }) {
  if (show === 'waiting') return <WaitingRows begun={begun} />
  if (show === 'refused') return <ProblemRows begun={begun} />
  return <DoneRows begun={begun} status={show} />
}
